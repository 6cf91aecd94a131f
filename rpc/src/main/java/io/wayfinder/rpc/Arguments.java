package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller gave for a method's parameters, read and checked. */
final class Arguments {

    private static final String NONE_TAKEN = "this method takes no parameters";

    private final List<Parameter<?>> parameters;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Arguments(List<Parameter<?>> parameters) {
        this.parameters = parameters;
    }

    /**
     * By position or by name. One positional object whose names are all those of parameters is taken for the form by name,
     * since that is how many clients send it.
     *
     * @param params an array, an object, or null for none
     * @throws RpcError of {@link RpcError.Code#INVALID_PARAMS} that names the parameter and what is wrong with it
     */
    static Arguments bind(List<Parameter<?>> parameters, @Nullable Object params) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        JsonObject named = new JsonObject();
        if (params instanceof JsonObject object) {
            named = object;
        } else if (params instanceof JsonArray array) {
            named = array.size() == 1
                            && array.getValue(0) instanceof JsonObject only
                            && !only.isEmpty()
                            && names.containsAll(only.fieldNames())
                    ? only
                    : positional(parameters, array);
        }
        for (String name : named.fieldNames()) {
            if (!names.contains(name)) {
                throw invalid(
                        names.isEmpty()
                                ? NONE_TAKEN
                                : "\"" + Texts.shortened(name) + "\" is unknown: there is " + String.join(", ", names));
            }
        }
        Arguments arguments = new Arguments(parameters);
        for (Parameter<?> parameter : parameters) {
            arguments.read(parameter, named.getValue(parameter.name()));
        }
        return arguments;
    }

    private static JsonObject positional(List<Parameter<?>> parameters, JsonArray values) {
        if (values.size() > parameters.size()) {
            throw invalid(
                    parameters.isEmpty()
                            ? NONE_TAKEN
                            : values.size() + " given by position, at most " + parameters.size() + " taken");
        }
        JsonObject named = new JsonObject();
        for (int i = 0; i < values.size(); i++) {
            named.put(parameters.get(i).name(), values.getValue(i));
        }
        return named;
    }

    private void read(Parameter<?> parameter, @Nullable Object json) {
        if (json != null) {
            try {
                values.put(parameter.name(), parameter.form().read(json));
            } catch (IllegalArgumentException e) {
                throw invalid(parameter.name() + ": " + e.getMessage());
            }
        } else if (parameter.required()) {
            throw invalid(parameter.name() + " is missing: " + parameter.description());
        }
    }

    /** The value of a required parameter. */
    <T> T get(Parameter<T> parameter) {
        return find(parameter).orElseThrow();
    }

    // The value under a parameter's name came from that parameter's reader.
    @SuppressWarnings("unchecked")
    <T> Optional<T> find(Parameter<T> parameter) {
        if (!parameters.contains(parameter)) {
            throw new IllegalStateException(parameter.name() + " is not among the method's parameters");
        }
        return Optional.ofNullable((T) values.get(parameter.name()));
    }

    static RpcError invalid(String what) {
        return new RpcError(RpcError.Code.INVALID_PARAMS, what);
    }
}
