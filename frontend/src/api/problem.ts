/** A field that the platform refused, named as in the request. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** A condominium that one may sign in to. */
export interface TenantChoice {
  slug: string;
  name: string;
}

const SUSPENDED = "urn:sigec:problem:forbidden.tenant_suspended";

/** An answer of the platform that is not a success (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";

  constructor(
    readonly status: number,
    readonly type: string,
    title: string,
    readonly detail: string | null,
    readonly fields: readonly FieldProblem[],
    readonly retryAfterSeconds: number | null,
    /** Where one may sign in, when the platform asks to choose. */
    readonly tenants: readonly TenantChoice[] = [],
  ) {
    super(title);
  }

  /** Whether nobody of the condominium is served for now. */
  get isSuspension(): boolean {
    return this.type === SUSPENDED;
  }
}

/** The platform could not be reached at all. */
export class PlatformUnreachable extends Error {
  override readonly name = "PlatformUnreachable";
}

/** Read the problem out of a failed response, whatever body a proxy may have put there. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const problem = isRecord(body) ? body : {};
  return new ApiProblem(
    response.status,
    textOf(problem.type) ?? "about:blank",
    textOf(problem.title) ?? `HTTP ${response.status}`,
    textOf(problem.detail),
    fieldsOf(problem.errors),
    Number(response.headers.get("Retry-After")) || null,
    tenantsOf(problem.tenants),
  );
}

function fieldsOf(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRecord).map((error) => ({
    field: textOf(error.field) ?? "",
    message: textOf(error.message) ?? "",
  }));
}

function tenantsOf(tenants: unknown): TenantChoice[] {
  if (!Array.isArray(tenants)) return [];
  return tenants.filter(isRecord).map((tenant) => ({
    slug: textOf(tenant.slug) ?? "",
    name: textOf(tenant.name) ?? "",
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
