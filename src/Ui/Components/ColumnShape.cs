namespace Regulars.Ui;

/// <summary>How cards beside one another divide the width.</summary>
public enum ColumnShape
{
    /// <summary>Each the same.</summary>
    Equal,

    /// <summary>As many figures beside one another as there is room for, two on a phone.</summary>
    Figures,

    /// <summary>Three parts to two.</summary>
    WideFirst,

    /// <summary>Two parts to three.</summary>
    WideLast,
}
