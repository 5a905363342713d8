import { compare, EMPTY } from "./compare.ts";
import { startInstallation } from "./installation.ts";

const LEADS = 2_000;

const installation = await startInstallation(LEADS);
try {
  await compare(installation, [
    EMPTY,
    {
      name: "POST /api/v1/leads",
      method: "POST",
      path: "/api/v1/leads",
      body: JSON.stringify({
        source: "partner",
        name: "Галичина Меблі",
        phone: "+380441234567",
        business_domain: "retail",
      }),
    },
    { name: "GET /api/v1/leads", method: "GET", path: "/api/v1/leads" },
  ]);
} finally {
  await installation.stop();
}
