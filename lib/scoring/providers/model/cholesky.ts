/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's decomposition, in place.
 * @param matrix A by rows; only its lower triangle is read, and it is overwritten by the factor
 * @param vector b; overwritten by x
 * @throws RangeError when A is not positive definite
 */
export function solveInPlace(matrix: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let row = 0; row < size; row += 1) {
    const line = row * size;
    for (let column = 0; column <= row; column += 1) {
      const above = column * size;
      let sum = matrix[line + column] ?? 0;
      for (let at = 0; at < column; at += 1) sum -= (matrix[line + at] ?? 0) * (matrix[above + at] ?? 0);
      if (column < row) matrix[line + column] = sum / (matrix[above + column] ?? 0);
      else if (sum > 0) matrix[line + column] = Math.sqrt(sum);
      else throw new RangeError("The matrix is not positive definite");
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = vector[row] ?? 0;
    for (let at = 0; at < row; at += 1) sum -= (matrix[row * size + at] ?? 0) * (vector[at] ?? 0);
    vector[row] = sum / (matrix[row * size + row] ?? 0);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = vector[row] ?? 0;
    for (let at = row + 1; at < size; at += 1) sum -= (matrix[at * size + row] ?? 0) * (vector[at] ?? 0);
    vector[row] = sum / (matrix[row * size + row] ?? 0);
  }
}
