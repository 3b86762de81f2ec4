using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Tests.LinearAlgebra;

/// <summary>Oracle: the definitions, computed by plain loops.</summary>
public class CholeskyTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(6, 8, 192)]
    [InlineData(7, 9, 193)]
    [InlineData(200, 131, 401)]
    public void A_product_is_that_of_three_plain_loops(int rows, int columns, int depth)
    {
        var random = new Random(7);
        var (left, right) = (Filled(rows, depth, random), Filled(depth, columns, random));

        var product = left.Multiply(right, threads: 1);

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                Assert.Equal(Enumerable.Range(0, depth).Sum(k => left[row, k] * right[k, column]), product[row, column], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300)]
    public void The_factor_times_itself_is_the_matrix_and_the_inverse_times_the_matrix_is_one(int size)
    {
        var matrix = PositiveDefinite(size, seed: 3);

        var factor = CholeskyFactor.TryFactor(matrix)!;
        var lower = factor.Lower();
        var unit = factor.Inverse().Multiply(matrix);

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                Assert.Equal(row == column ? 1 : 0, unit[row, column], 1e-9);
                Assert.Equal(matrix[row, column], VectorArithmetic.Dot(lower.Row(row), lower.Row(column)), 1e-9);
            }
        }
    }

    [Fact]
    public void A_solution_put_into_the_equations_fulfils_them()
    {
        var matrix = PositiveDefinite(150, seed: 4);
        var right = Enumerable.Range(0, 150).Select(row => Math.Cos(row)).ToArray();

        var solution = CholeskyFactor.TryFactor(matrix)!.Solve(right);

        Assert.All(Enumerable.Range(0, 150), row => Assert.Equal(right[row], VectorArithmetic.Dot(matrix.Row(row), solution), 1e-9));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var matrix = PositiveDefinite(400, seed: 5);

        var one = CholeskyFactor.TryFactor(matrix, threads: 1)!.Inverse();
        var three = CholeskyFactor.TryFactor(matrix, threads: 3)!.Inverse();

        Assert.All(Enumerable.Range(0, 400), row => Assert.True(one.Row(row).SequenceEqual(three.Row(row))));
        Assert.True(matrix.Multiply(matrix, 1).Row(399).SequenceEqual(matrix.Multiply(matrix, 3).Row(399)));
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_has_no_factor()
    {
        Assert.Null(CholeskyFactor.TryFactor(DenseMatrix.Of([[1, 2], [2, 1]])));
        Assert.Null(CholeskyFactor.TryFactor(DenseMatrix.Of([[double.NaN]])));
        Assert.Null(CholeskyFactor.TryFactor(DenseMatrix.Of([[0]])));
    }

    [Fact]
    public void The_determinant_of_a_diagonal_is_the_product_of_its_values() =>
        Assert.Equal(Math.Log(6), CholeskyFactor.TryFactor(DenseMatrix.Of([[2, 0], [0, 3]]))!.LogDeterminant(), 1e-12);

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DenseMatrix(2, 3).Multiply(new DenseMatrix(2, 3)));
        Assert.Throws<ArgumentException>(() => CholeskyFactor.TryFactor(new DenseMatrix(2, 3)));
        Assert.Throws<ArgumentException>(() => DenseMatrix.Of([[1, 2], [3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseMatrix(100_000, 100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseMatrix(2, 2)[0, 2]);
    }

    private static DenseMatrix Filled(int rows, int columns, Random random)
    {
        var matrix = new DenseMatrix(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                matrix[row, column] = random.NextDouble() - 0.5;
            }
        }

        return matrix;
    }

    private static DenseMatrix PositiveDefinite(int size, int seed)
    {
        var factor = Filled(size, size, new Random(seed));
        var matrix = new DenseMatrix(size, size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                matrix[row, column] = VectorArithmetic.Dot(factor.Row(row), factor.Row(column)) + (row == column ? 1 : 0);
            }
        }

        return matrix;
    }
}
