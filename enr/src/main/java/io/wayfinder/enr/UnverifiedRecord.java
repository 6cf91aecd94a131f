package io.wayfinder.enr;

import java.util.Map;
import java.util.SortedMap;
import org.apache.tuweni.bytes.Bytes;

/** A well-formed record whose signature nobody has checked. */
public final class UnverifiedRecord {

    private final RecordContent content;
    private final String scheme;

    UnverifiedRecord(RecordContent content, String scheme) {
        this.content = content;
        this.scheme = scheme;
    }

    /** The RLP encoding, at most {@link NodeRecord#SIZE_MAX} bytes. */
    public Bytes encoded() {
        return content.encoded();
    }

    /** {@code enr:} and unpadded base64url. */
    public String text() {
        return EnrText.encode(content.encoded());
    }

    /** The name of the identity scheme, never {@code v4}. */
    public String scheme() {
        return scheme;
    }

    /** Of the scheme's own size and form. */
    public Bytes signature() {
        return content.signature();
    }

    /** The sequence number, unsigned. */
    public long seq() {
        return content.seq();
    }

    /** Key to RLP item, in the record's order. */
    public SortedMap<String, Bytes> entries() {
        return content.entries();
    }

    /** As {@link NodeRecord#describe}. */
    public Map<String, Object> describe() {
        return Entries.describe(content.entries());
    }

    /** Equal when the encodings are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UnverifiedRecord that && that.encoded().equals(encoded());
    }

    @Override
    public int hashCode() {
        return encoded().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
