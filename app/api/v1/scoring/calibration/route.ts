import { readReport } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/scoring.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { readCalibration } from "#lib/scoring/learning/read-calibration.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.calibration, ({ ctx, query }) => readReport(ctx, (tx) => readCalibration(tx, query))),
});
