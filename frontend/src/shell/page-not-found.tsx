import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";

export function PageNotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <Notice
        icon="search"
        title={t("failure.no_page")}
        action={
          <Link to="/" className={buttonClass("secondary")}>
            {t("failure.go_to_board")}
          </Link>
        }
      >
        {t("failure.no_page_hint")}
      </Notice>
    </main>
  );
}
