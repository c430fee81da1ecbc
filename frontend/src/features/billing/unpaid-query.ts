/** Months that were closed and are past their due date, with units that have not paid. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@/api/client";

export const unpaidQuery = queryOptions({
  queryKey: ["attention", "unpaid"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/statements/unpaid", { signal }))).items,
});
