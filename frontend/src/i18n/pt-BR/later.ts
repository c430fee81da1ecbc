/** What people read in Portuguese on no other pages than those of its own feature. */
import audit from "./audit.json";
import billing from "./billing.json";
import health from "./health.json";
import keys from "./keys.json";
import maintenance from "./maintenance.json";
import notifications from "./notifications.json";
import profiles from "./profiles.json";
import reservations from "./reservations.json";
import settings from "./settings.json";
import stations from "./stations-later.json";
import tariffs from "./tariffs.json";
import webhooks from "./webhooks.json";

export default {
  ...audit,
  ...billing,
  ...health,
  ...keys,
  ...maintenance,
  ...notifications,
  ...profiles,
  ...reservations,
  ...settings,
  ...stations,
  ...tariffs,
  ...webhooks,
};
