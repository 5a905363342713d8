"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** A secret that is shown once, with a copy button. */
export function SecretOnce({ label, secret }: { label: string; secret: string }) {
  const say = useTranslations("settings");
  const common = useTranslations("common");
  return (
    <div className="rounded-box border border-primary-line bg-primary-soft p-3">
      <p className="font-medium">{label}</p>
      <p className="mb-2 text-muted text-xs">{say("shownOnce")}</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 select-all break-all rounded-field bg-card px-2 py-1.5 font-mono text-xs">
          {secret}
        </code>
        {/* In browsers without the copy button, one click selects the whole secret. */}
        <CopyButton text={secret}>{common("copy")}</CopyButton>
      </div>
    </div>
  );
}
