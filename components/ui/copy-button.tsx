"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";
import { useToast } from "./toast.tsx";

/** Copies a text. Browsers have no clipboard without TLS, and then there is no button. */
export function CopyButton({ text, children }: { text: string; children: React.ReactNode }) {
  const common = useTranslations("common");
  const toast = useToast();
  if (!window.isSecureContext) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast({ words: common("copied") });
  };
  return (
    <Button icon={Copy} onClick={copy}>
      {children}
    </Button>
  );
}
