package io.wayfinder.enr;

import java.util.SortedMap;
import org.apache.tuweni.bytes.Bytes;

/** A well-formed record whose signature nobody has checked. */
public final class UnverifiedRecord {

    public Bytes encoded() {
        throw new UnsupportedOperationException("contract");
    }

    /** The sequence number, unsigned. */
    public long seq() {
        throw new UnsupportedOperationException("contract");
    }

    /** Key to RLP item, in the record's order. */
    public SortedMap<String, Bytes> entries() {
        throw new UnsupportedOperationException("contract");
    }
}
