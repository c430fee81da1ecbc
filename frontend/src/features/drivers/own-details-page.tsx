import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { failureWords } from "@/ui/failure-words";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { fillIn, openLink } from "./completeness-queries";
import { VehicleFields, vehicleOf } from "./vehicle-fields";

/** Where a resident fills in their own record, by a link and without an account. */
export function OwnDetailsPage() {
  const { t } = useTranslation();
  const [token] = useState(() => window.location.hash.slice(1));
  const [isDone, setDone] = useState(false);
  const link = useQuery({
    queryKey: ["profile-link", token],
    queryFn: () => openLink(token),
    retry: false,
    staleTime: Infinity,
  });
  const filling = useAction<FormData, void>({
    send: (values) => {
      const vehicle = vehicleOf(values);
      return fillIn({
        token,
        phone: textOf(values, "phone"),
        email: textOf(values, "email"),
        ...((vehicle.plate !== null || vehicle.model !== null) && { vehicle }),
      });
    },
    onDone: () => setDone(true),
  });
  useEffect(() => {
    document.title = `${t("own.title")} · SIGEC-VE`;
  }, [t]);

  if (isDone) {
    return (
      <Frame>
        <Notice icon="check" title={t("own.done")}>
          {t("own.done_hint")}
        </Notice>
      </Frame>
    );
  }
  if (link.data === undefined) {
    return (
      <Frame>
        {link.isError ? (
          <Notice icon="lock" title={t("own.closed")}>
            {failureWords(link.error, t)}
          </Notice>
        ) : (
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        )}
      </Frame>
    );
  }
  const { first_name, tenant_name, has_phone, has_email, vehicles } = link.data;
  const known = (is: boolean) => (is ? t("own.known") : undefined);
  return (
    <Frame>
      <h1 className="mt-6 text-2xl font-semibold tracking-tight text-balance">
        {t("own.hello", { name: first_name })}
      </h1>
      <p className="mt-1 text-sm text-muted text-pretty">{t("own.why", { tenant: tenant_name })}</p>
      <Form
        className="mt-8 grid gap-4"
        failure={filling.error}
        onSubmit={(values) => filling.mutate(values)}
      >
        <TextField
          name="phone"
          type="tel"
          label={t("people.phone")}
          placeholder="(48) 99999-0000"
          hint={known(has_phone)}
          autoComplete="tel"
        />
        <TextField
          name="email"
          type="email"
          label={t("people.email")}
          hint={known(has_email)}
          autoComplete="email"
        />
        <fieldset className="mt-4 grid gap-4">
          <legend className="mb-3 font-semibold">{t("own.vehicle")}</legend>
          {vehicles > 0 && (
            <p className="text-sm text-muted">{t("own.vehicles", { count: vehicles })}</p>
          )}
          <VehicleFields />
        </fieldset>
        <Button type="submit" tone="primary" busy={filling.isPending}>
          {t("own.send")}
        </Button>
        <p className="text-[0.8125rem] text-muted text-pretty">{t("own.privacy")}</p>
      </Form>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto w-full max-w-sm px-4 py-8">
      <img src="/icon.svg" alt="" width={40} height={40} />
      {children}
    </main>
  );
}
