package io.wayfinder.rpc;

import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.DiscoveryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A failure that the caller is told. The message is one line for a person. */
final class RpcError extends RuntimeException {

    /** JSON-RPC 2.0, section 5.1, and our own from -32001 on. */
    enum Code {
        PARSE(-32700, "not JSON, or beyond a bound of the reader"),
        INVALID_REQUEST(-32600, "not a JSON-RPC 2.0 request"),
        METHOD_NOT_FOUND(-32601, "no such method"),
        INVALID_PARAMS(-32602, "a parameter is wrong: it is named, with what is wrong with it"),
        INTERNAL(-32603, "a defect of this program: see its log"),
        TIMED_OUT(-32001, "no answer in time"),
        UNREACHABLE(-32002, "not reachable: no usable endpoint, or outside --netrestrict"),
        NOT_FOUND(-32003, "not found"),
        BUSY(-32004, "a bound is reached: try later"),
        NOT_ALLOWED(-32005, "not allowed");

        private final int number;
        private final String meaning;

        Code(int number, String meaning) {
            this.number = number;
            this.meaning = meaning;
        }

        int number() {
            return number;
        }

        String meaning() {
            return meaning;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(RpcError.class);
    private static final long serialVersionUID = 1L;

    private final Code code;

    RpcError(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** What to tell a caller whose request ended in {@code cause}: the log, not the caller, is told of defects. */
    static RpcError of(Throwable cause) {
        return switch (cause) {
            case RpcError error -> error;
            case DiscoveryException failure ->
                new RpcError(code(failure.reason()), String.valueOf(failure.getMessage()));
            default -> {
                LOG.error("a JSON-RPC request failed", cause);
                yield new RpcError(Code.INTERNAL, "internal error: see the log");
            }
        };
    }

    private static Code code(DiscoveryException.Reason reason) {
        return switch (reason) {
            // A peer that answers with nonsense, and a node that stops, have given no answer either.
            case TIMED_OUT, MISBEHAVED, CANCELLED -> Code.TIMED_OUT;
            case UNREACHABLE -> Code.UNREACHABLE;
            case NOT_FOUND -> Code.NOT_FOUND;
            case BUSY -> Code.BUSY;
            case TOO_LARGE -> Code.INVALID_PARAMS;
            case REFUSED -> Code.NOT_ALLOWED;
        };
    }

    Code code() {
        return code;
    }

    JsonObject json() {
        return new JsonObject().put("code", code.number()).put("message", getMessage());
    }
}
