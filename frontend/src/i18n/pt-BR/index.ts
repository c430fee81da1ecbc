/** What people read in Portuguese: a file per feature, each with groups of its own. */
import app from "./app.json";
import accounts from "./accounts.json";
import attention from "./attention.json";
import audit from "./audit.json";
import board from "./board.json";
import drivers from "./drivers.json";
import health from "./health.json";
import mine from "./mine.json";
import palette from "./palette.json";
import sessions from "./sessions.json";
import settings from "./settings.json";
import sites from "./sites.json";
import sources from "./sources.json";
import stations from "./stations.json";
import tariffs from "./tariffs.json";
import tenants from "./tenants.json";

export default {
  ...app,
  ...accounts,
  ...attention,
  ...audit,
  ...board,
  ...drivers,
  ...health,
  ...mine,
  ...palette,
  ...sessions,
  ...settings,
  ...sites,
  ...sources,
  ...stations,
  ...tariffs,
  ...tenants,
};
