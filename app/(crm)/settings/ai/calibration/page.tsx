import { CalibrationScreen } from "#components/scoring/calibration-screen.tsx";

export default function CalibrationPage() {
  return <CalibrationScreen />;
}
