import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

const RETRIES = 2;

/** What the screens remember of the platform's answers; live events keep it fresh. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The platform may be reachable where the internet is not, and a failure is worth telling.
      networkMode: "always",
      staleTime: 30_000,
      retry: (failures, error) => isTransient(error) && failures < RETRIES,
    },
    mutations: { networkMode: "always" },
  },
});

function isTransient(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.status >= 500;
}
