import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { actingTenant, watchActing } from "@/api/acting-tenant";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { StateMark } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { Table, type Column } from "@/ui/table";
import { useCurrentUser } from "./current-user";
import { useMay } from "./permissions";
import { UserDialog } from "./user-dialog";
import { usersQuery, type User } from "./users-queries";

/** Who may sign in, as what, and when they last did. */
export function UsersPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("write:users");
  const me = useCurrentUser();
  const acting = useSyncExternalStore(watchActing, actingTenant);
  const [asked, setAsked] = useState<User | "new" | null>(null);
  const users = useInfiniteQuery(usersQuery);
  return (
    <Page
      title={t("place.users")}
      summary={t("users.summary")}
      actions={
        // Who belongs to no condominium creates users of the one that they act in.
        mayWrite &&
        (me.tenant !== null || acting !== null) && (
          <Button tone="primary" icon="plus" onClick={() => setAsked("new")}>
            {t("users.new")}
          </Button>
        )
      }
    >
      <ListView query={users} empty={<Notice icon="user" title={t("users.empty")} />}>
        {(found) => <UserTable users={found} onEdit={mayWrite ? setAsked : undefined} />}
      </ListView>
      {asked !== null && (
        <UserDialog user={asked === "new" ? undefined : asked} onClose={() => setAsked(null)} />
      )}
    </Page>
  );
}

interface UserTableProps {
  users: readonly User[];
  onEdit: ((user: User) => void) | undefined;
}

function UserTable({ users, onEdit }: UserTableProps) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const seen = ({ last_login_at: at }: User) => (at ? ago(at, now) : t("users.never"));
  const columns: Column<User>[] = [
    {
      id: "name",
      head: t("users.name"),
      cell: ({ name, email }) => (
        <>
          <p className="font-medium">{name}</p>
          <Email address={email} />
        </>
      ),
    },
    { id: "role", head: t("users.role"), cell: ({ role }) => t(`role.${role}`) },
    { id: "state", head: t("users.state"), cell: (user) => <State user={user} />, from: "tablet" },
    { id: "seen", head: t("users.last_login"), cell: seen, from: "desktop" },
    {
      id: "edit",
      head: t("action.edit"),
      hideHead: true,
      align: "end",
      cell: (user) =>
        onEdit && (
          <Button
            small
            aria-label={`${t("action.edit")}: ${user.name}`}
            onClick={() => onEdit(user)}
          >
            {t("action.edit")}
          </Button>
        ),
    },
  ];
  return <Table label={t("place.users")} rows={users} columns={columns} rowKey={({ id }) => id} />;
}

/** Where it does not fit, it goes on at its host. */
function Email({ address }: { address: string }) {
  const at = address.lastIndexOf("@");
  return (
    <p className="text-[0.8125rem] wrap-anywhere text-muted">
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </p>
  );
}

function State({ user }: { user: User }) {
  const { t } = useTranslation();
  return user.is_active ? (
    <StateMark tone="available" icon="check">
      {t("users.active")}
    </StateMark>
  ) : (
    <StateMark tone="offline" icon="lock">
      {t("users.inactive")}
    </StateMark>
  );
}
