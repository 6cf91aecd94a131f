package io.wayfinder.discovery.request;

import io.wayfinder.discovery.wire.Message;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** What can be asked of a node. */
public sealed interface Question {

    record Ping() implements Question {}

    /** Distances 0 to 256, from the node that is asked. */
    record FindNode(List<Integer> distances) implements Question {

        /** @throws IllegalArgumentException for a distance that does not exist, and for more than 257 of them */
        public FindNode {
            distances = List.copyOf(distances);
            if (distances.size() > Message.FindNode.DISTANCES_MAX) {
                throw new IllegalArgumentException(distances.size() + " distances, more than there are");
            }
            for (int distance : distances) {
                if (distance < 0 || distance > Message.FindNode.DISTANCE_MAX) {
                    throw new IllegalArgumentException("a distance is 0 to 256, not " + distance);
                }
            }
        }
    }

    record Talk(Bytes protocol, Bytes payload) implements Question {}
}
