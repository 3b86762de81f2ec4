using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Regulars.Journal.Api;

/// <summary>A request's body in memory, bounded; its buffer goes back when disposed.</summary>
internal readonly struct BodyBytes(byte[] buffer, int length) : IDisposable
{
    private const int FirstSize = 4096;

    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);

    /// <summary>Reads the body; says so when it is larger than allowed, and then has nothing.</summary>
    public static async ValueTask<(BodyBytes Content, bool IsTooLarge)> ReadAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most)
        {
            return (new BodyBytes([], 0), true);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(context.Request.ContentLength + 1 ?? FirstSize));
        var length = 0;
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0)
        {
            length += read;
            if (length > most)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return (new BodyBytes([], 0), true);
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        return (new BodyBytes(buffer, length), false);
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
