"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";

/** A secret that is shown this once, to be copied. */
export function SecretOnce({ label, secret }: { label: string; secret: string }) {
  const say = useTranslations("settings");
  const common = useTranslations("common");
  const toast = useToast();
  return (
    <div className="rounded-box border border-primary-line bg-primary-soft p-3">
      <p className="font-medium">{label}</p>
      <p className="mb-2 text-muted text-xs">{say("shownOnce")}</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 select-all break-all rounded-field bg-card px-2 py-1.5 font-mono text-xs">
          {secret}
        </code>
        {/* Without TLS browsers give no clipboard; one click selects the whole secret all the same. */}
        {window.isSecureContext && (
          <Button
            icon={Copy}
            onClick={async () => {
              await navigator.clipboard.writeText(secret);
              toast({ words: common("copied") });
            }}
          >
            {common("copy")}
          </Button>
        )}
      </div>
    </div>
  );
}
