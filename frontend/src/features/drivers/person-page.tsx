import { useFormats } from "@/i18n/formats";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button, buttonClass } from "@/ui/button";
import { Facts } from "@/ui/facts";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { CardList } from "./card-list";
import { HomeList } from "./home-list";
import { PrivacyPanel } from "./privacy-panel";
import { VehicleList } from "./vehicle-list";
import { VisitList } from "./visit-list";
import { deletePerson, editPerson, PEOPLE_CHANGED, personQuery, type Person } from "./queries";

const route = getRouteApi("/signed-in/people/$personId");

/** Who somebody is, where they live, and with which cards they charge. */
export function PersonPage() {
  const { t } = useTranslation();
  const { personId } = route.useParams();
  const person = useQuery(personQuery(personId));
  const back = <BackLink to="/people">{t("place.people")}</BackLink>;
  if (person.data === undefined) {
    return (
      <Page title={t("people.person")} back={back}>
        <Awaiting query={person}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      </Page>
    );
  }
  return (
    <Page
      title={person.data.name}
      summary={person.data.unit}
      back={back}
      actions={
        <Link
          to="/sessions"
          search={{ person_id: personId, period: "all" }}
          className={buttonClass("secondary")}
        >
          {t("people.see_sessions")}
        </Link>
      }
    >
      <div className="grid items-start gap-x-12 lg:grid-cols-2">
        <div className="min-w-0">
          <About person={person.data} />
          <HomeList person={person.data} />
          <VisitList person={person.data} />
        </div>
        <div className="min-w-0">
          <CardList person={person.data} />
          <VehicleList person={person.data} />
          <PrivacyPanel person={person.data} />
        </div>
      </div>
    </Page>
  );
}

function About({ person }: { person: Person }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const mayWrite = useMay("write:people");
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const close = () => setAsked(null);
  return (
    <Section
      title={t("people.about")}
      className=""
      actions={
        mayWrite && (
          <>
            <Button small icon="edit" onClick={() => setAsked("edit")}>
              {t("action.edit")}
            </Button>
            <Button small tone="quiet" onClick={() => setAsked("delete")}>
              {t("people.delete")}
            </Button>
          </>
        )
      }
    >
      <Facts
        facts={[
          [t("people.phone"), formats.phone(person.phone)],
          [t("people.email"), person.email],
          [t("people.cpf"), person.cpf],
        ]}
      />
      {asked === "edit" && <EditDialog person={person} onClose={close} />}
      {asked === "delete" && <DeleteDialog person={person} onClose={close} />}
    </Section>
  );
}

interface DialogProps {
  person: Person;
  onClose: () => void;
}

function EditDialog({ person, onClose }: DialogProps) {
  const { t } = useTranslation();
  const saving = useAction<FormData, Person>({
    send: (values) =>
      editPerson(person, {
        name: textOf(values, "name") ?? "",
        phone: textOf(values, "phone"),
        email: textOf(values, "email"),
        cpf: textOf(values, "cpf"),
      }),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.saved"),
    onDone: onClose,
  });
  return (
    <ActionDialog title={person.name} order={t("action.save")} action={saving} onClose={onClose}>
      <TextField name="name" label={t("people.name")} defaultValue={person.name} required />
      <TextField
        name="phone"
        type="tel"
        label={t("people.phone")}
        defaultValue={person.phone ?? ""}
      />
      <TextField
        name="email"
        type="email"
        label={t("people.email")}
        defaultValue={person.email ?? ""}
      />
      <TextField name="cpf" label={t("people.cpf")} defaultValue={person.cpf ?? ""} />
    </ActionDialog>
  );
}

function DeleteDialog({ person, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const removal = useAction<FormData, void>({
    send: () => deletePerson(person),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.deleted", { name: person.name }),
    onDone: () => void navigate({ to: "/people" }),
  });
  return (
    <ActionDialog
      title={t("people.delete_ask", { name: person.name })}
      description={t("people.delete_hint")}
      order={t("people.delete")}
      tone="danger"
      action={removal}
      onClose={onClose}
    />
  );
}
