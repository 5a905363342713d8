import { ModelScreen } from "#components/scoring/model-screen.tsx";

export default function ModelPage() {
  return <ModelScreen />;
}
