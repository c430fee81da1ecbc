import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { boardQuery } from "@/features/board/board";
import { personSearch } from "@/features/drivers/person-combobox";
import { personName } from "@/features/sessions/person-name";
import { sessionChoicesQuery, type Session } from "@/features/sessions/queries";
import { stationChoicesQuery } from "@/features/stations/queries";
import { useFormats } from "@/i18n/formats";
import { fits, type Choice } from "./choices";

/** Of one kind: what is not among these is found by another word. */
const MOST = 5;

interface Found {
  choices: Choice[];
  /** More may come. */
  isSearching: boolean;
}

/** Return the stations, people and charges that a text finds; nothing for an empty one. */
export function useFound(text: string): Found {
  const people = usePeople(text);
  const stations = useStations(text);
  const sessions = useSessions(text, people.first);
  return {
    choices: [...people.choices, ...stations.choices, ...sessions.choices],
    isSearching: people.isSearching || stations.isSearching || sessions.isSearching,
  };
}

function usePeople(text: string): Found & { first: string | undefined } {
  const navigate = useNavigate();
  const search = personSearch();
  const isAsked = useMay("read:people") && text !== "";
  const people = useQuery({
    ...search.find(text),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const found = itemsOf(people, isAsked);
  const choices = found.map((person): Choice => ({
    key: `person:${person.id}`,
    group: "people",
    icon: "user",
    text: person.name,
    hint: person.unit,
    run: () => void navigate({ to: "/people/$personId", params: { personId: person.id } }),
  }));
  return { ...shown(choices, people, text), first: found[0]?.id };
}

function useStations(text: string): Found {
  const navigate = useNavigate();
  const isAsked = useMay("read:stations") && text !== "";
  const stations = useQuery({
    ...stationChoicesQuery(text),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const choices = itemsOf(stations, isAsked).map((station): Choice => ({
    key: `station:${station.id}`,
    group: "stations",
    icon: "station",
    text: station.name,
    hint: [station.site_name, station.ocpp_identity].filter(Boolean).join(" · "),
    run: () => void navigate({ to: "/stations/$stationId", params: { stationId: station.id } }),
  }));
  return shown(choices, stations, text);
}

/** Charges that run now by any of their words, those of the person found, and one by its number. */
function useSessions(text: string, personId: string | undefined): Found {
  const choiceOf = useSessionChoice();
  const mayReadAll = useMay("read:sessions");
  const mayReadBoard = useMay("read:stations") && mayReadAll;
  const isAsked = text !== "";
  const board = useQuery({ ...boardQuery, enabled: isAsked && mayReadBoard });
  const named = useQuery({
    ...sessionChoicesQuery(
      mayReadAll ? [{ external_id: text }, ...(personId ? [{ person_id: personId }] : [])] : [{}],
    ),
    enabled: isAsked,
  });
  const running = (board.data ?? []).flatMap(({ session }) => session ?? []).map(choiceOf);
  const others = (named.data ?? []).map(choiceOf);
  const fitting = [
    ...running.filter((choice) => fits(choice, text)),
    ...(mayReadAll ? others : others.filter((choice) => fits(choice, text))),
  ];
  const choices = [...new Map(fitting.map((choice) => [choice.key, choice])).values()];
  return { choices: isAsked ? choices.slice(0, MOST) : [], isSearching: named.isFetching };
}

function useSessionChoice(): (session: Session) => Choice {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { date, time } = useFormats();
  return (session) => ({
    key: `session:${session.id}`,
    group: "sessions",
    icon: session.status === "ended" ? "history" : "bolt",
    text: [personName(session, t), session.person?.unit].filter(Boolean).join(" · "),
    hint: [
      `${date(session.started_at, session.timezone)}, ${time(session.started_at, session.timezone)}`,
      session.station_name,
    ].join(" · "),
    words: [t("session.title"), session.external_id, session.site_name].join(" "),
    run: () => void navigate({ to: "/sessions/$sessionId", params: { sessionId: session.id } }),
  });
}

function itemsOf<Item>(query: UseQueryResult<readonly Item[]>, isAsked: boolean): readonly Item[] {
  return isAsked ? (query.data ?? []) : [];
}

/** What an earlier text found stays as long as it fits the text of now, so that nothing flickers. */
function shown(choices: Choice[], query: UseQueryResult<unknown>, text: string): Found {
  const fitting = query.isPlaceholderData ? choices.filter((each) => fits(each, text)) : choices;
  return { choices: fitting.slice(0, MOST), isSearching: query.isFetching };
}
