"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Component, type ComponentType, Suspense, use } from "react";
import { Button } from "./button.tsx";
import { FloatingBar } from "./floating-bar.tsx";
import { useIsAwake } from "./use-is-awake.ts";

/** Loads a part's code once, and again after it was forgotten. */
type Code<Props> = { fetch: () => Promise<ComponentType<Props>>; forget: () => void };

/**
 * A part of a screen whose code is loaded when it is first shown, or earlier by `preload`. If the code cannot be
 * loaded, only this part shows a problem, with a button that tries again. With React's `lazy`, the whole screen would
 * fail, and keep failing.
 * @param fallback shown while the code is loading
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback?: React.ReactNode,
) {
  let coming: Promise<ComponentType<Props>> | undefined;
  const code: Code<Props> = {
    fetch: () => {
      coming ??= load();
      return coming;
    },
    forget: () => {
      coming = undefined;
    },
  };
  const show = (props: Props) => <OnDemand code={code} props={props} fallback={fallback} />;
  return Object.assign(show, { preload: () => code.fetch().catch(code.forget) });
}

type Shown<Props> = { code: Code<Props>; props: Props };

function OnDemand<Props extends object>({
  code,
  props,
  fallback,
}: Shown<Props> & { fallback: React.ReactNode }) {
  // Not rendered on the server, because text that is typed before the code is loaded would be lost.
  if (!useIsAwake()) return fallback;
  return (
    <PartBoundary onRetry={code.forget}>
      <Suspense fallback={fallback}>
        <Content code={code} props={props} />
      </Suspense>
    </PartBoundary>
  );
}

function Content<Props extends object>({ code, props }: Shown<Props>) {
  const Loaded = use(code.fetch());
  return <Loaded {...props} />;
}

type BoundaryProps = { onRetry: () => void; children: React.ReactNode };

class PartBoundary extends Component<BoundaryProps, { isFailed: boolean }> {
  override state = { isFailed: false };
  static getDerivedStateFromError() {
    return { isFailed: true };
  }
  override render() {
    if (!this.state.isFailed) return this.props.children;
    return (
      <PartFailed
        onRetry={() => {
          this.props.onRetry();
          this.setState({ isFailed: false });
        }}
      />
    );
  }
}

function PartFailed({ onRetry }: { onRetry: () => void }) {
  const say = useTranslations("common");
  return (
    <FloatingBar label={say("partFailed")}>
      <CircleAlert size={16} className="icon ml-1 text-error" aria-hidden />
      <span role="alert">{say("partFailed")}</span>
      <Button onClick={onRetry}>{say("tryAgain")}</Button>
    </FloatingBar>
  );
}
