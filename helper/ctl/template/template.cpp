// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Walks the tree. How deep that goes is bounded by the parser, how long by the steps here.

#include "helper/ctl/template/template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/template/functions.h"
#include "helper/ctl/template/values.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kMostSteps = 2'000'000;
constexpr std::size_t kMostOutput = 32 << 20;

[[noreturn]] void refuse(const std::string& what)
{
    throw UsageError("wrong template: " + what);
}

class Run {
public:
    explicit Run(const OrderedJson& data)
        : m_root(data)
    {
    }

    std::string run(const std::vector<TemplateNode>& nodes)
    {
        runAll(nodes, m_root);
        return std::move(m_text);
    }

private:
    // Variables that are declared while it lives end with it.
    class Scope {
    public:
        explicit Scope(Run& run)
            : m_run(run)
            , m_before(run.m_variables.size())
        {
        }
        ~Scope() { m_run.m_variables.resize(m_before); }

    private:
        Run& m_run;
        std::size_t m_before;
    };

    void runAll(const std::vector<TemplateNode>& nodes, const OrderedJson& dot)
    {
        for (const TemplateNode& node : nodes)
            runOne(node, dot);
    }

    void runOne(const TemplateNode& node, const OrderedJson& dot)
    {
        if (++m_steps > kMostSteps)
            refuse("it does too much");
        switch (node.kind) {
        case TemplateNodeKind::Text:
            return write(node.text);
        case TemplateNodeKind::Print: {
            const OrderedJson value = evaluate(node.pipeline, dot);
            if (node.pipeline.variables.empty())
                write(valueText(value));
            else
                assign(node.pipeline, node.pipeline.variables[0], value);
            return;
        }
        case TemplateNodeKind::Range:
            return runRange(node, dot);
        case TemplateNodeKind::If:
        case TemplateNodeKind::With: {
            const Scope scope(*this);
            const OrderedJson value = evaluate(node.pipeline, dot);
            if (!node.pipeline.variables.empty())
                assign(node.pipeline, node.pipeline.variables[0], value);
            if (!isTrue(value))
                runAll(node.otherwise, dot);
            else
                runAll(node.body, node.kind == TemplateNodeKind::With ? value : dot);
            return;
        }
        }
    }

    void runRange(const TemplateNode& node, const OrderedJson& dot)
    {
        const OrderedJson list = evaluate(node.pipeline, dot);
        if (!list.is_structured() && !list.is_null())
            refuse(std::string("range over ") + list.type_name());
        if (list.empty())
            return runAll(node.otherwise, dot);
        if (list.is_array()) {
            for (std::size_t i = 0; i < list.size(); ++i)
                runRound(node, i, list[i]);
            return;
        }
        std::vector<std::string> names;
        for (const auto& [name, member] : list.items())
            names.push_back(name);
        std::sort(names.begin(), names.end());
        for (const std::string& name : names)
            runRound(node, name, list[name]);
    }

    void runRound(const TemplateNode& node, const OrderedJson& key, const OrderedJson& element)
    {
        const Scope scope(*this);
        const std::vector<std::string>& variables = node.pipeline.variables;
        if (variables.size() == 2)
            assign(node.pipeline, variables[0], key);
        if (!variables.empty())
            assign(node.pipeline, variables.back(), element);
        runAll(node.body, element);
    }

    void assign(const TemplatePipeline& pipeline, const std::string& name, const OrderedJson& value)
    {
        if (pipeline.isDeclaration) {
            m_variables.emplace_back(name, value);
            return;
        }
        OrderedJson* variable = findVariable(name);
        if (variable == nullptr)
            refuse("there is no variable $" + printable(name));
        *variable = value;
    }

    OrderedJson* findVariable(const std::string& name)
    {
        for (auto variable = m_variables.rbegin(); variable != m_variables.rend(); ++variable) {
            if (variable->first == name)
                return &variable->second;
        }
        return nullptr;
    }

    OrderedJson evaluate(const TemplatePipeline& pipeline, const OrderedJson& dot)
    {
        std::optional<OrderedJson> value;
        for (const TemplateCommand& command : pipeline.commands)
            value = evaluate(command, dot, std::move(value));
        return std::move(*value);
    }

    // `piped`: what the command before gave, the last argument of this one.
    OrderedJson evaluate(const TemplateCommand& command, const OrderedJson& dot,
                         std::optional<OrderedJson> piped)
    {
        if (++m_steps > kMostSteps)
            refuse("it does too much");
        const TemplateOperand& first = command.operands.front();
        if (first.kind != OperandKind::Function) {
            if (piped)
                refuse("only a function takes what is piped into it");
            return valueOf(first, dot);
        }
        std::vector<OrderedJson> arguments;
        for (std::size_t i = 1; i < command.operands.size(); ++i)
            arguments.push_back(valueOf(command.operands[i], dot));
        if (piped)
            arguments.push_back(std::move(*piped));
        return fieldOf(callFunction(first.name, arguments), first.fields);
    }

    OrderedJson valueOf(const TemplateOperand& operand, const OrderedJson& dot)
    {
        switch (operand.kind) {
        case OperandKind::Dot:
            return fieldOf(dot, operand.fields);
        case OperandKind::Variable: {
            if (operand.name.empty())
                return fieldOf(m_root, operand.fields);
            const OrderedJson* variable = findVariable(operand.name);
            if (variable == nullptr)
                refuse("there is no variable $" + printable(operand.name));
            return fieldOf(*variable, operand.fields);
        }
        case OperandKind::Literal:
            return operand.literal;
        case OperandKind::Group:
            return fieldOf(evaluate(*operand.group, dot), operand.fields);
        case OperandKind::Function:
            return fieldOf(callFunction(operand.name, {}), operand.fields);
        }
        return nullptr;
    }

    OrderedJson fieldOf(const OrderedJson& value, const std::vector<std::string>& fields) const
    {
        const OrderedJson* at = &value;
        for (const std::string& field : fields) {
            if (at->is_null())
                return nullptr;
            if (!at->is_object())
                refuse("no field " + printable(field) + " in " + at->type_name());
            const auto member = at->find(field);
            if (member == at->end()) {
                if (at == &m_root)
                    refuseField(field);
                return nullptr;
            }
            at = &*member;
        }
        return *at;
    }

    [[noreturn]] void refuseField(const std::string& field) const
    {
        std::string known;
        for (const auto& [name, member] : m_root.items())
            known += (known.empty() ? "" : " ") + printable(name);
        refuse("there is no field " + printable(field) + ": there are " + known);
    }

    void write(std::string_view text)
    {
        if (m_text.size() + text.size() > kMostOutput)
            refuse("it writes too much");
        m_text += text;
    }

    const OrderedJson& m_root;
    std::vector<std::pair<std::string, OrderedJson>> m_variables;
    std::size_t m_steps = 0;
    std::string m_text;
};

} // namespace

Template::Template(std::string_view text)
    : m_nodes(parseTemplate(text))
{
}

std::string Template::apply(const OrderedJson& data) const
{
    return Run(data).run(m_nodes);
}

} // namespace onggi::ctl
