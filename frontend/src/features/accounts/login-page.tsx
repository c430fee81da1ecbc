import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { rememberAccessToken } from "@/api/credentials";
import { ApiProblem, PlatformUnreachable, type TenantChoice as Choice } from "@/api/problem";
import { isBranded, rememberedBrand } from "@/features/tenants/brand";
import { BrandMark, useBrandOfDoor } from "@/features/tenants/brand-mark";
import { language, LANGUAGES, switchLanguage } from "@/i18n";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { TenantChoice } from "./tenant-choice";

const route = getRouteApi("/login");

interface Credentials {
  email: string;
  password: string;
  tenant?: string;
}

/** The front door: e-mail and password, and where to, for whoever may enter several. */
export function LoginPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { next = "/", tenant } = route.useSearch();
  const brand = useBrandOfDoor(tenant ?? rememberedBrand()?.slug ?? null);
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const login = useMutation({
    mutationFn: (credentials: Credentials) =>
      bodyOf(api.POST("/api/v1/auth/login", { body: credentials })),
    onError: (error) => {
      if (asksToChoose(error)) setChoices(error.tenants);
    },
    onSuccess: ({ access_token }) => {
      rememberAccessToken(access_token);
      router.history.push(next);
    },
  });

  const isChoosing = choices.length > 0;

  useEffect(() => {
    document.title = `${t("login.title")} · SIGEC-VE`;
  }, [t]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    login.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  }

  return (
    <div className="flex min-h-dvh flex-col items-center justify-between gap-8 px-4 py-8">
      <span />
      <main className="w-full max-w-sm">
        <div className="flex h-12 items-center gap-3 font-semibold tracking-tight">
          {brand !== undefined && <BrandMark brand={brand} size={48} />}
          {brand && isBranded(brand) && <p>{brand.name}</p>}
        </div>
        <h1 className="mt-6 text-2xl font-semibold tracking-tight">
          {t(isChoosing ? "login.choose" : "login.title")}
        </h1>
        <p className="mt-1 text-sm text-muted">
          {t(isChoosing ? "login.choose_hint" : "login.hint")}
        </p>
        {login.isError && !asksToChoose(login.error) && <Refusal error={login.error} />}
        {isChoosing ? (
          <TenantChoice
            tenants={choices}
            entering={(login.isPending && login.variables.tenant) || null}
            onChoose={(tenant) => login.mutate({ ...login.variables!, tenant })}
            onBack={() => {
              setChoices([]);
              login.reset();
            }}
          />
        ) : (
          <form onSubmit={submit} className="mt-8 grid gap-4">
            <TextField
              name="email"
              type="email"
              autoComplete="username"
              label={t("login.email")}
              required
              autoFocus
            />
            <TextField
              name="password"
              type="password"
              autoComplete="current-password"
              label={t("login.password")}
              required
            />
            <Button type="submit" tone="primary" busy={login.isPending} className="mt-2">
              {t("login.enter")}
            </Button>
          </form>
        )}
      </main>
      <LanguageLinks />
    </div>
  );
}

function Refusal({ error }: { error: Error }) {
  const { t } = useTranslation();
  return (
    <p
      role="alert"
      className="mt-8 -mb-4 flex gap-3 rounded-md bg-danger-wash px-3 py-3 text-sm text-danger"
    >
      <Icon name="alert" />
      {loginFailure(t, error)}
    </p>
  );
}

function asksToChoose(error: Error): error is ApiProblem {
  return error instanceof ApiProblem && error.tenants.length > 0;
}

function LanguageLinks() {
  const { t } = useTranslation();
  const current = language();
  return (
    <div className="flex gap-2">
      {LANGUAGES.map((option) => (
        <Button
          key={option}
          tone="quiet"
          small
          lang={option}
          aria-pressed={option === current}
          className={option === current ? "text-ink" : ""}
          onClick={() => void switchLanguage(option)}
        >
          {t(`shell.language_name.${option}`)}
        </Button>
      ))}
    </div>
  );
}

function loginFailure(t: TFunction, error: Error): string {
  if (error instanceof PlatformUnreachable) return t("failure.unreachable");
  if (!(error instanceof ApiProblem)) return t("failure.unexpected");
  switch (error.status) {
    case 401:
    case 422:
      return t("login.refused");
    case 429:
      return t("login.too_many", { count: minutesToWait(error) });
    default:
      return error.detail ?? error.message;
  }
}

function minutesToWait(error: ApiProblem): number {
  return Math.max(1, Math.ceil((error.retryAfterSeconds ?? 60) / 60));
}
