import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

const ATTEMPTS = 3;

/** What the screens remember of the platform's answers; live events keep it fresh. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => isTransient(error) && failures < ATTEMPTS,
    },
  },
});

function isTransient(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.status >= 500;
}
