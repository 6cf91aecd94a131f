package io.wayfinder.discovery.request;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** What can be asked of a node. */
public sealed interface Question {

    record Ping() implements Question {}

    /** Distances 0 to 256, from the node that is asked. */
    record FindNode(List<Integer> distances) implements Question {}

    record Talk(Bytes protocol, Bytes payload) implements Question {}
}
