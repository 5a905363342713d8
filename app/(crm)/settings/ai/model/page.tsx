import { ModelScreen } from "#components/learning/model-screen.tsx";

export default function ModelPage() {
  return <ModelScreen />;
}
