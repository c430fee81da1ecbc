import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { DecisionList, DecisionWords } from "./decision-list";
import { cardDecisionsQuery, stationDecisionsQuery, tryCard, type Decision } from "./queries";

/** What a station's cards were told, the latest first; and what one would be told. */
export function StationDecisions({
  stationId,
  timeZone,
}: {
  stationId: string;
  timeZone?: string | undefined;
}) {
  const { t } = useTranslation();
  const [isTrying, setTrying] = useState(false);
  const decisions = useInfiniteQuery(stationDecisionsQuery(stationId));
  return (
    <Section
      title={t("decisions.title")}
      className=""
      actions={
        <Button small icon="search" onClick={() => setTrying(true)}>
          {t("decisions.try")}
        </Button>
      }
    >
      <ListView
        query={decisions}
        empty={
          <Notice icon="card" title={t("decisions.empty")}>
            {t("decisions.empty_hint")}
          </Notice>
        }
      >
        {(items) => <DecisionList decisions={items} timeZone={timeZone} />}
      </ListView>
      {isTrying && <TryDialog stationId={stationId} onClose={() => setTrying(false)} />}
    </Section>
  );
}

/** What one card was told, at every station. */
export function CardDecisionsDialog({
  card,
  onClose,
}: {
  card: { id: string; value: string };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const decisions = useInfiniteQuery(cardDecisionsQuery(card.id));
  return (
    <Dialog title={t("decisions.of_card")} description={card.value} onClose={onClose}>
      <ListView query={decisions} empty={<Notice icon="card" title={t("decisions.empty")} />}>
        {(items) => <DecisionList decisions={items} showsStation />}
      </ListView>
    </Dialog>
  );
}

/** Ask what a card would be told if it came now; nothing is kept of it. */
function TryDialog({ stationId, onClose }: { stationId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const trying = useAction<FormData, Decision>({
    send: (values) => tryCard(stationId, textOf(values, "value") ?? ""),
  });
  return (
    <Dialog title={t("decisions.try")} description={t("decisions.try_hint")} onClose={onClose}>
      <Form failure={trying.error} onSubmit={(values) => trying.mutate(values)}>
        <TextField
          name="value"
          label={t("people.card")}
          required
          maxLength={255}
          autoComplete="off"
        />
        <div role="status" className="mt-4 text-sm empty:hidden">
          {trying.data && <DecisionWords decision={trying.data} />}
        </div>
        <DialogActions>
          <Button onClick={onClose}>{t("action.close")}</Button>
          <Button type="submit" tone="primary" busy={trying.isPending}>
            {t("decisions.try_order")}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
