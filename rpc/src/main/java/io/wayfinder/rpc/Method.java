package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.Call;
import io.wayfinder.rpc.RpcError.Code;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One method, described once: what is read, run and documented comes from here.
 *
 * @param arrange what positional parameters are made of before they are bound: an array, or an object by name
 * @param errors that it may end in besides those of JSON-RPC itself
 * @param example its parameters, by position, and what they may give
 */
record Method(
        String name,
        String summary,
        List<Parameter<?>> parameters,
        Function<JsonArray, Object> arrange,
        Result result,
        List<Code> errors,
        Example example,
        Body body) {

    Arguments bind(@Nullable Object params) {
        return Arguments.bind(parameters, params instanceof JsonArray array ? arrange.apply(array) : params);
    }

    /** What it gives, with its JSON Schema. */
    record Result(String name, JsonObject schema) {}

    /** Values are what {@link JsonArray} holds. */
    record Example(JsonArray parameters, @Nullable Object result) {}

    /** How it is run. */
    sealed interface Body {

        /** Answered by the node itself. The value of the future is JSON. */
        record Local(BiFunction<Arguments, Caller, Future<?>> function) implements Body {}

        /** Asks others: counted against {@link RpcLimits#networkOperations}, and cancelled with its caller. */
        record Network(Function<Arguments, Call<?>> function) implements Body {}
    }

    static Draft named(String name, String summary) {
        return new Draft(name, summary);
    }

    /** A method in the making. */
    static final class Draft {

        private final String name;
        private final String summary;
        private List<Parameter<?>> parameters = List.of();
        private Function<JsonArray, Object> arrange = params -> params;
        private Result result = new Result("nothing", new JsonObject().put("type", "null"));
        private List<Code> errors = List.of();
        private Example example = new Example(new JsonArray(), null);

        private Draft(String name, String summary) {
            this.name = name;
            this.summary = summary;
        }

        /** In order of position. */
        Draft takes(Parameter<?>... parameters) {
            this.parameters = List.of(parameters);
            return this;
        }

        Draft arranges(Function<JsonArray, Object> arrange) {
            this.arrange = arrange;
            return this;
        }

        Draft gives(String name, JsonObject schema) {
            this.result = new Result(name, schema);
            return this;
        }

        Draft fails(Code... errors) {
            this.errors = List.of(errors);
            return this;
        }

        /** @param parameters one JSON array; likewise {@code result} one JSON value */
        Draft example(String parameters, String result) {
            this.example = new Example(new JsonArray(parameters), new JsonArray("[" + result + "]").getValue(0));
            return this;
        }

        Method answers(BiFunction<Arguments, Caller, Future<?>> function) {
            return made(new Body.Local(function));
        }

        /** Asks, and makes JSON of the answer. */
        <T> Method asks(Function<Arguments, Call<T>> question, Function<T, Object> render) {
            return made(new Body.Network(arguments -> {
                Call<T> call = question.apply(arguments);
                return new Call<>(call.future().map(render), call.cancel());
            }));
        }

        private Method made(Body body) {
            return new Method(name, summary, parameters, arrange, result, errors, example, body);
        }
    }
}
