import { useTranslation } from "react-i18next";
import type { TenantChoice as Choice } from "@/api/problem";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";

interface TenantChoiceProps {
  tenants: readonly Choice[];
  /** The slug of the one that is being entered. */
  entering: string | null;
  onChoose: (slug: string) => void;
  onBack: () => void;
}

/** Where to sign in, for whoever has the same password in several condominiums. */
export function TenantChoice({ tenants, entering, onChoose, onBack }: TenantChoiceProps) {
  const { t } = useTranslation();
  return (
    <div className="mt-8 grid gap-4">
      <ul className="grid gap-2">
        {tenants.map(({ slug, name }, index) => (
          <li key={slug}>
            <Button
              className="w-full justify-between!"
              busy={entering === slug}
              autoFocus={index === 0}
              disabled={entering !== null}
              onClick={() => onChoose(slug)}
            >
              <span className="truncate">{name}</span>
              <Icon name="chevron" />
            </Button>
          </li>
        ))}
      </ul>
      <Button tone="quiet" onClick={onBack}>
        {t("login.another")}
      </Button>
    </div>
  );
}
