import { CalibrationScreen } from "#components/learning/calibration-screen.tsx";

export default function CalibrationPage() {
  return <CalibrationScreen />;
}
