import { afterEach, expect, test } from "vitest";
import { actIn, actingTenant, tellTenant } from "./acting-tenant";

const IPES = { id: "t1", name: "Residencial dos Ipês", slug: "ipes" };

afterEach(() => actIn(null));

test("every request says in which condominium one acts, and none when in all", () => {
  const request = new Request("http://localhost/api/v1/stations");
  tellTenant(request);
  expect(request.headers.get("x-sigec-tenant")).toBeNull();
  actIn(IPES);
  tellTenant(request);
  expect(request.headers.get("x-sigec-tenant")).toBe("t1");
});

test("a request about a thing of another condominium keeps whose it is", () => {
  actIn(IPES);
  const request = new Request("http://localhost/api/v1/stations/1", {
    headers: { "X-Sigec-Tenant": "t2" },
  });
  tellTenant(request);
  expect(request.headers.get("x-sigec-tenant")).toBe("t2");
});

test("nothing else of a tenant is kept", () => {
  actIn({ ...IPES, cnpj: "11222333000181" } as never);
  expect(actingTenant()).toEqual(IPES);
});
