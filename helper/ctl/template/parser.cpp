// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Recursive descent. Which functions there are is for the evaluator to say; keywords are known
// here.

#include <algorithm>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/template/tokens.h"
#include "helper/ctl/template/tree.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kMostBytes = 64 << 10;
constexpr int kMostDepth = 64;

class Parser {
public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    std::vector<TemplateNode> parse()
    {
        std::vector<TemplateNode> nodes = parseNodes();
        if (peek().kind != TokenKind::End)
            refuse("{{" + peek(1).text + "}} without its beginning");
        return nodes;
    }

private:
    class Depth {
    public:
        explicit Depth(Parser& parser)
            : m_parser(parser)
        {
            if (++m_parser.m_depth > kMostDepth)
                m_parser.refuse("too much nesting");
        }
        ~Depth() { --m_parser.m_depth; }

    private:
        Parser& m_parser;
    };

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw UsageError("wrong template: " + printable(what) + " at character " +
                         std::to_string(peek().at + 1));
    }

    const Token& peek(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    const Token& next() { return m_tokens[m_at < m_tokens.size() - 1 ? m_at++ : m_at]; }
    bool isWord(std::size_t ahead, const char* word) const
    {
        return peek(ahead).kind == TokenKind::Word && peek(ahead).text == word;
    }
    void expect(TokenKind kind, const char* what)
    {
        if (peek().kind != kind)
            refuse(std::string("expected ") + what);
        next();
    }
    bool isAtEndOfBlock() const
    {
        return peek().kind == TokenKind::End ||
               (peek().kind == TokenKind::Open && (isWord(1, "end") || isWord(1, "else")));
    }

    std::vector<TemplateNode> parseNodes()
    {
        const Depth depth(*this);
        std::vector<TemplateNode> nodes;
        while (!isAtEndOfBlock()) {
            if (peek().kind == TokenKind::Text) {
                TemplateNode node;
                node.text = next().text;
                nodes.push_back(std::move(node));
                continue;
            }
            expect(TokenKind::Open, "an action");
            nodes.push_back(parseAction());
        }
        return nodes;
    }

    TemplateNode parseAction()
    {
        TemplateNode node;
        if (peek().kind == TokenKind::Word) {
            for (const char* word : {"define", "template", "block", "break", "continue"}) {
                if (isWord(0, word))
                    refuse(std::string(word) + " is not known here");
            }
        }
        if (isWord(0, "if"))
            node.kind = TemplateNodeKind::If;
        else if (isWord(0, "range"))
            node.kind = TemplateNodeKind::Range;
        else if (isWord(0, "with"))
            node.kind = TemplateNodeKind::With;
        else
            node.kind = TemplateNodeKind::Print;
        if (node.kind == TemplateNodeKind::Print) {
            node.pipeline = parsePipeline(1);
            expect(TokenKind::Close, "}}");
            return node;
        }
        next();
        parseBlock(node);
        return node;
    }

    // What follows "if", "range" or "with".
    void parseBlock(TemplateNode& node)
    {
        const Depth depth(*this);
        node.pipeline = parsePipeline(node.kind == TemplateNodeKind::Range ? 2 : 1);
        expect(TokenKind::Close, "}}");
        node.body = parseNodes();
        if (peek().kind == TokenKind::End)
            refuse("a block without its {{end}}");
        next();
        if (isWord(0, "end")) {
            next();
            expect(TokenKind::Close, "}}");
            return;
        }
        next(); // else
        if (isWord(0, "if") || isWord(0, "with")) {
            TemplateNode other;
            other.kind = isWord(0, "if") ? TemplateNodeKind::If : TemplateNodeKind::With;
            next();
            parseBlock(other);
            node.otherwise.push_back(std::move(other));
            return;
        }
        expect(TokenKind::Close, "}}");
        node.otherwise = parseNodes();
        if (peek().kind == TokenKind::End || !isWord(1, "end"))
            refuse("a block without its {{end}}");
        next();
        next();
        expect(TokenKind::Close, "}}");
    }

    TemplatePipeline parsePipeline(std::size_t mostVariables)
    {
        const Depth depth(*this);
        TemplatePipeline pipeline;
        parseVariables(pipeline, mostVariables);
        do {
            pipeline.commands.push_back(parseCommand());
        } while (peek().kind == TokenKind::Pipe && next().kind == TokenKind::Pipe);
        return pipeline;
    }

    // "$x :=", "$i, $x :=" or "$x ="; nothing where the first variable is an operand.
    void parseVariables(TemplatePipeline& pipeline, std::size_t most)
    {
        std::size_t length = 0;
        std::vector<std::string> names;
        while (peek(length).kind == TokenKind::Variable) {
            names.push_back(peek(length).text);
            if (peek(length + 1).kind == TokenKind::Comma) {
                length += 2;
                continue;
            }
            const TokenKind sign = peek(length + 1).kind;
            if (sign != TokenKind::Declare && sign != TokenKind::Assign)
                return;
            if (names.size() > most)
                refuse("too many variables");
            for (const std::string& name : names) {
                if (name.empty())
                    refuse("a variable without a name");
            }
            m_at += length + 2;
            pipeline.variables = std::move(names);
            pipeline.isDeclaration = sign == TokenKind::Declare;
            return;
        }
    }

    TemplateCommand parseCommand()
    {
        TemplateCommand command;
        while (true) {
            const TokenKind kind = peek().kind;
            if (kind == TokenKind::Close || kind == TokenKind::Pipe ||
                kind == TokenKind::CloseGroup)
                break;
            command.operands.push_back(parseOperand());
        }
        if (command.operands.empty())
            refuse("expected a value");
        const TemplateOperand& first = command.operands.front();
        if (command.operands.size() > 1 && first.kind != OperandKind::Function)
            refuse("only a function takes arguments, and this is none");
        return command;
    }

    TemplateOperand parseOperand()
    {
        TemplateOperand operand;
        const std::size_t before = m_at;
        const Token token = next();
        switch (token.kind) {
        case TokenKind::Dot:
            break;
        case TokenKind::Field:
            operand.fields.push_back(token.text);
            break;
        case TokenKind::Variable:
            operand.kind = OperandKind::Variable;
            operand.name = token.text;
            break;
        case TokenKind::String:
            operand.kind = OperandKind::Literal;
            operand.literal = token.text;
            break;
        case TokenKind::Number:
            operand.kind = OperandKind::Literal;
            operand.literal = numberOf(token.text);
            break;
        case TokenKind::Word:
            takeWord(operand, token.text);
            break;
        case TokenKind::OpenGroup:
            operand.kind = OperandKind::Group;
            operand.group = std::make_shared<TemplatePipeline>(parsePipeline(0));
            expect(TokenKind::CloseGroup, ")");
            break;
        default:
            m_at = before;
            refuse("expected a value");
        }
        while (peek().kind == TokenKind::Field && !peek().isAfterSpace)
            operand.fields.push_back(next().text);
        return operand;
    }

    static void takeWord(TemplateOperand& operand, const std::string& word)
    {
        operand.kind = OperandKind::Literal;
        if (word == "true" || word == "false") {
            operand.literal = word == "true";
        } else if (word == "nil") {
            operand.literal = nullptr;
        } else {
            operand.kind = OperandKind::Function;
            operand.name = word;
        }
    }

    OrderedJson numberOf(const std::string& text) const
    {
        const std::string digits = text.starts_with('+') ? text.substr(1) : text;
        // JSON knows the same numbers, but for leading zeros.
        const OrderedJson number = OrderedJson::parse(digits, nullptr, false);
        if (!number.is_number())
            refuse("not a number: " + text);
        return number;
    }

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

std::vector<TemplateNode> parseTemplate(std::string_view text)
{
    if (text.size() > kMostBytes)
        throw UsageError("wrong template: longer than 64 KiB");
    return Parser(readTokens(text)).parse();
}

} // namespace onggi::ctl
