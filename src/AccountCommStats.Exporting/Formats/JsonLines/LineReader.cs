using System.Globalization;
using AccountCommStats.Exporting.Formats.Model;

namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>Reads the lines of a file in order, as bytes, into a buffer that grows to fit the longest line.</summary>
/// <param name="stream">The file's bytes; the caller keeps ownership.</param>
/// <param name="maximumLength">The maximum number of bytes of a line.</param>
internal sealed class LineReader(Stream stream, int maximumLength)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _next;
    private int _end;

    /// <summary>The current line, without its line feed.</summary>
    public ReadOnlySpan<byte> Line => _bytes.AsSpan(_start, (HasLineFeed ? _next - 1 : _next) - _start);

    /// <summary>Whether a line feed ends the current line. Only the last line can lack it.</summary>
    public bool HasLineFeed { get; private set; }

    /// <summary>Moves to the next line.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="MalformedRecordException">The next line is too long.</exception>
    public bool Read()
    {
        _start = _next;
        var searched = _start;
        while (true)
        {
            var found = _bytes.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _next = searched + found + 1;
                HasLineFeed = true;
                return true;
            }

            searched = _end - _start;
            MakeRoom();
            var count = stream.Read(_bytes, _end, _bytes.Length - _end);
            if (count == 0)
            {
                _next = _end;
                HasLineFeed = false;
                return _end > _start;
            }

            _end += count;
        }
    }

    /// <summary>Moves the current line to the beginning of the buffer, and enlarges the buffer if the line fills it.</summary>
    private void MakeRoom()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
        if (_end == _bytes.Length)
        {
            if (_bytes.Length >= maximumLength)
            {
                throw new MalformedRecordException(string.Create(CultureInfo.InvariantCulture, $"a line has more than {maximumLength:N0} bytes"));
            }

            Array.Resize(ref _bytes, _bytes.Length * 2);
        }
    }
}
