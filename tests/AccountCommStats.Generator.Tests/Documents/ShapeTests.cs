namespace AccountCommStats.Tests.Documents;

/// <summary>Documents as people hold them: all are read, what is inconsistent is found, and nothing else.</summary>
public class ShapeTests
{
    /// <summary>The text of one of the documents.</summary>
    public static string ReadShape(string name)
        => Repository.ReadText("tests", "AccountCommStats.Generator.Tests", "Documents", "Shapes", name + ".md");
}
