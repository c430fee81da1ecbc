/** What people read in Portuguese: a file per feature, each with groups of its own. */
import app from "./app.json";
import access from "./access.json";
import accounts from "./accounts.json";
import attention from "./attention.json";
import board from "./board.json";
import drivers from "./drivers.json";
import mine from "./mine.json";
import palette from "./palette.json";
import sessions from "./sessions.json";
import sites from "./sites.json";
import sources from "./sources.json";
import stations from "./stations.json";
import tenants from "./tenants.json";

export default {
  ...app,
  ...access,
  ...accounts,
  ...attention,
  ...board,
  ...drivers,
  ...mine,
  ...palette,
  ...sessions,
  ...sites,
  ...sources,
  ...stations,
  ...tenants,
};
