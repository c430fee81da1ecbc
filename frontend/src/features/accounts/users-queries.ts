/** Who may sign in, and what is done about them. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";

export type User = Schemas["UserView"];
export type Role = User["role"];

export const ROLES = ["tenant_admin", "operator", "viewer", "resident"] as const;
const PAGE = 50;

export const usersQuery = infiniteQueryOptions({
  queryKey: ["users"],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(api.GET("/api/v1/users", { params: { query: { limit: PAGE, ...pageParam } }, signal })),
  initialPageParam: FIRST_PAGE,
  getNextPageParam: nextPage,
});

export function createUser(body: Schemas["NewUser"], key: string) {
  return bodyOf(
    api.POST("/api/v1/users", { params: { header: { "Idempotency-Key": key } }, body }),
  );
}

export function editUser({ id, tenant_id }: User, body: Schemas["UserChanges"]) {
  const params = { path: { user_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/users/{user_id}", { params, body }));
}
