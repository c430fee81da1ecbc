/**
 * Who we are for the platform: the access token lives in memory only, the refresh token in a cookie
 * that scripts cannot read.
 */
import { PlatformUnreachable, problemOf, type ApiProblem } from "./problem";

const REFRESH_URL = "/api/v1/auth/refresh";

let accessToken: string | null = null;
let refreshing: Promise<boolean> | null = null;
let onSignedOut: () => void = () => {};
let onSuspended: () => void = () => {};
let isSuspended = false;

export function currentAccessToken(): string | null {
  return accessToken;
}

export function rememberAccessToken(token: string): void {
  accessToken = token;
}

/** Forget the access token; the cookie is the server's to remove. */
export function forgetAccessToken(): void {
  accessToken = null;
}

/** Call `listener` when the platform no longer accepts us. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** Call `listener` when the condominium is suspended, once until it is served again. */
export function whenSuspended(listener: () => void): void {
  onSuspended = listener;
}

/**
 * Exchange the cookie for a new access token; false when there is no valid login.
 *
 * Callers that come at the same time share one exchange, and tabs take turns: a refresh token is
 * good for one use.
 */
export function refreshAccess(): Promise<boolean> {
  refreshing ??= inTurn(exchangeCookie).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Send a request as the signed-in user; renews an expired access token once. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const retry = request.clone();
  const response = await send(authorized(request));
  if (response.ok) isSuspended = false;
  else if (response.status === 403) await suspensionIn(response.clone());
  if (response.status !== 401 || isAuthentication(request)) return response;
  if (await refreshAccess()) return send(authorized(retry));
  onSignedOut();
  return response;
}

async function exchangeCookie(): Promise<boolean> {
  const response = await send(new Request(REFRESH_URL, { method: "POST" }));
  if (response.status >= 500) throw new PlatformUnreachable(response.statusText);
  const suspension = response.status === 403 ? await suspensionIn(response) : null;
  if (suspension !== null) throw suspension; // the login is good again when that is over
  if (!response.ok) {
    accessToken = null;
    return false;
  }
  const body = (await response.json()) as { access_token: string };
  accessToken = body.access_token;
  return true;
}

/** Return the suspension that an answer tells of, and let it be known. */
async function suspensionIn(response: Response): Promise<ApiProblem | null> {
  const problem = problemOf(response, await response.json().catch(() => null));
  if (!problem.isSuspension) return null;
  if (!isSuspended) {
    isSuspended = true;
    onSuspended();
  }
  return problem;
}

async function inTurn(exchange: () => Promise<boolean>): Promise<boolean> {
  // Web Locks exist on https and localhost only; elsewhere tabs are on their own.
  if (!("locks" in navigator)) return exchange();
  return await navigator.locks.request("sigec-refresh", exchange);
}

function authorized(request: Request): Request {
  if (accessToken !== null) request.headers.set("Authorization", `Bearer ${accessToken}`);
  return request;
}

function isAuthentication(request: Request): boolean {
  return /\/auth\/(login|refresh|logout)$/.test(new URL(request.url).pathname);
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    throw new PlatformUnreachable("The platform did not answer.", { cause });
  }
}
