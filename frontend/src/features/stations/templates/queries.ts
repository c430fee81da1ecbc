/** Templates of settings: values that are wanted of all stations that fit. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Template = Schemas["VariableTemplateView"];
export type TemplateDraft = Schemas["VariableTemplateBody"];
export type Comparison = Schemas["ComparisonView"];
export type WantedValue = Schemas["WantedValueView"];

const LONG_PAGE = 200;
const ROOT = "/api/v1/variable-templates";
const ONE = `${ROOT}/{template_id}` as const;

export const TEMPLATES_CHANGED = [["variable_templates"]] as const;

export const templatesQuery = queryOptions({
  queryKey: ["variable_templates"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(api.GET(ROOT, { params: { query: { limit: LONG_PAGE, ...page } }, signal })),
    ),
});

export function templateQuery(templateId: string) {
  return queryOptions({
    queryKey: ["variable_templates", templateId],
    queryFn: ({ signal }) => bodyOf(api.GET(ONE, { params: at(templateId), signal })),
  });
}

/** What applying a template would do to a station. */
export function previewQuery(templateId: string, stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "template_preview", templateId],
    queryFn: async ({ signal }) => {
      const params = { ...at(templateId), query: { station_id: stationId } };
      const { items } = await bodyOf(api.GET(`${ONE}/preview`, { params, signal }));
      return items;
    },
  });
}

export function saveTemplate(templateId: string | null, body: TemplateDraft): Promise<Template> {
  return templateId === null
    ? bodyOf(api.POST(ROOT, { body }))
    : bodyOf(api.PUT(ONE, { params: at(templateId), body }));
}

export function deleteTemplate(templateId: string) {
  return bodyOf(api.DELETE(ONE, { params: at(templateId) }));
}

export function applyTemplate(templateId: string, stationId: string) {
  const body = { station_ids: [stationId] };
  return bodyOf(api.POST(`${ONE}/apply`, { params: at(templateId), body }));
}

export function leaveTemplate(templateId: string, stationId: string) {
  const body = { station_ids: [stationId] };
  return bodyOf(api.POST(`${ONE}/leave`, { params: at(templateId), body }));
}

function at(templateId: string) {
  return { path: { template_id: templateId } };
}
