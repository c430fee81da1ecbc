/** What a station is set to: configuration keys of OCPP 1.6, variables of 2.x. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";
import { addressOf, granted, type Recipient } from "./commands";

export type Variable = Schemas["VariableView"];

const LONG_PAGE = 200;

export function variablesQuery(stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "variables"],
    queryFn: ({ signal }) =>
      everyPage((page) => {
        const params = {
          path: { station_id: stationId },
          query: { limit: LONG_PAGE, ...page },
        };
        return bodyOf(api.GET("/api/v1/stations/{station_id}/variables", { params, signal }));
      }),
  });
}

/** Ask a station for one variable, or for all that it has. */
export function readVariables(recipient: Recipient, variable?: Variable) {
  const params = addressOf(recipient);
  const body = { variables: variable ? [nameOf(variable)] : [] };
  return granted(
    api.POST("/api/v1/stations/{station_id}/commands/get-variables", { params, body }),
  );
}

export function isReadOnly({ mutability }: Variable): boolean {
  return mutability === "ReadOnly";
}

/** Where a variable belongs, as people of OCPP write it: `Connector(1.2).Phases`. */
export function placeOfVariable({
  component,
  component_instance,
  evse,
  connector,
}: Variable): string | null {
  if (component === null) return null;
  const place = [evse, connector].filter((number) => number !== null).join(".");
  const instance = component_instance === null ? "" : `[${component_instance}]`;
  return `${component}${instance}${place && ` (${place})`}`;
}

/** A text that only this variable of a station has; names are compared without case. */
export function keyOf(variable: Variable): string {
  const { component, component_instance, evse, connector, instance, attribute } = variable;
  const parts = [component, component_instance, evse, connector, variable.variable, instance];
  return [...parts, attribute].join("\u001f").toLowerCase();
}

export function nameOf(variable: Variable) {
  const { component, component_instance, evse, connector, instance } = variable;
  return {
    variable: variable.variable,
    ...(component !== null && { component }),
    ...(component_instance !== null && { component_instance }),
    ...(evse !== null && { evse }),
    ...(connector !== null && { connector }),
    ...(instance !== null && { instance }),
    attribute: variable.attribute as Schemas["VariableBody"]["attribute"],
  };
}
