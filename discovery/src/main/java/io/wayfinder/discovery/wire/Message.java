package io.wayfinder.discovery.wire;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** A protocol message (wire, "Protocol Messages"). The topic messages, 0x07 to 0x0A, come with the topic package. */
public sealed interface Message {

    RequestId requestId();

    /** 0x01; {@code enrSeq} is the sequence number of the sender's record, unsigned. */
    record Ping(RequestId requestId, long enrSeq) implements Message {}

    /**
     * 0x02; {@code ip} is the address as sent, 4 or 16 bytes, not normalised, {@code port} 0 to 65535.
     *
     * <p>The address is not an {@code InetAddress}, which would turn the 16 bytes of an IPv4-mapped address into 4.
     */
    record Pong(RequestId requestId, long enrSeq, Bytes ip, int port) implements Message {

        public static final int PORT_MAX = 65535;

        public Pong {
            if (!isIpSize(ip.size())) {
                throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + ip.size());
            }
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("a port is 0 to " + PORT_MAX + ", not " + port);
            }
        }

        static boolean isIpSize(int size) {
            return size == 4 || size == 16;
        }
    }

    /**
     * 0x03; distances in the order sent, at most {@link #DISTANCES_MAX} of them and perhaps none. A distance over 256
     * is kept as {@link #OUT_OF_RANGE} (it is ignored, the rest answered).
     */
    record FindNode(RequestId requestId, List<Integer> distances) implements Message {

        /** The largest log distance there is. */
        public static final int DISTANCE_MAX = 256;

        /** Stands for every distance that does not exist. */
        public static final int OUT_OF_RANGE = DISTANCE_MAX + 1;

        /** As many as there are different ones, 0 to 256. A message with more repeats itself and is refused whole. */
        public static final int DISTANCES_MAX = DISTANCE_MAX + 1;

        public FindNode {
            distances = List.copyOf(distances);
            if (distances.size() > DISTANCES_MAX) {
                throw new IllegalArgumentException("at most " + DISTANCES_MAX + " distances, not " + distances.size());
            }
            for (int distance : distances) {
                if (distance < 0 || distance > OUT_OF_RANGE) {
                    throw new IllegalArgumentException("a distance is 0 to " + DISTANCE_MAX + ", not " + distance);
                }
            }
        }
    }

    /**
     * 0x04; {@code total} as sent, at least 0, {@link Integer#MAX_VALUE} for all that are larger; {@code records}
     * encoded, at most {@link #RECORDS_MAX}, each one RLP item. Whether an item is a record of at most 300 bytes is for
     * {@code enr} to say, so that a bad one costs its neighbours nothing.
     */
    record Nodes(RequestId requestId, int total, List<Bytes> records) implements Message {

        /**
         * In one message. The smallest record of the "v4" scheme has 119 bytes, so that a packet holds nine; 16 are what
         * a whole answer to FINDNODE should have. A message with more is refused whole.
         */
        public static final int RECORDS_MAX = 16;

        public Nodes {
            records = List.copyOf(records);
            if (total < 0) {
                throw new IllegalArgumentException("a total is at least 0, not " + total);
            }
            if (records.size() > RECORDS_MAX) {
                throw new IllegalArgumentException("at most " + RECORDS_MAX + " records, not " + records.size());
            }
        }
    }

    /** 0x05. */
    record TalkRequest(RequestId requestId, Bytes protocol, Bytes payload) implements Message {}

    /** 0x06. */
    record TalkResponse(RequestId requestId, Bytes payload) implements Message {}
}
