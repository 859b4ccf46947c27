//! Portuguese.

use super::Row;

#[rustfmt::skip]
pub(crate) const REASONS: &[Row] = &[
    ("value.low-adoption",
        "baixa adoção, baixo uso, pouco uso, falta uso, falta adoção, sem uso, não usa-, não utiliz-, pouca adoção, pouca utilização, \
         baixa utilização, pouco utiliz-, nunca usa-, nunca utiliz-, subutiliz-, parou usar, baixo engajamento, falta engajamento"),
    ("value.no-roi",
        "roi, retorno investimento, falta valor, sem valor, pouco valor, valor insuficiente, baixo valor, não viu valor, não vê valor, \
         valor percebido, sem retorno, falta retorno, falta resultado-, sem resultado-"),
    ("value.use-case-ended",
        "fim projeto, projeto encerrado, projeto finalizado, projeto cancelado, projeto terminado, não precisa-, não necessita-, \
         sem necessidade, caso uso, mudança necessidade-, fim necessidade, encerramento projeto"),
    ("product.missing-feature",
        "funcionalidade-, função faltante, falta função, falta funções, falta recursos, recursos faltantes, produto incompleto, \
         produto insuficiente, produto inadequado, aderência produto, não atende necessidades, falta produto, lacuna- produto"),
    ("product.reliability",
        "confiabilidade, fiabilidade, erros, falhas, quedas, instabil-, estabilidade, lentidão, bugs, incidentes, problema- técnico-, \
         qualidade produto, problema- desempenho, indisponibilidade, falta qualidade"),
    ("product.integration", "integração, integrações, conector-, incompatib-, incompatív-, compatibilidade"),
    ("product.usability",
        "complex-, usabilidade, difícil usar, difícil uso, difícil utilizar, dificuldade uso, facilidade uso, pouco intuitiv-, complicad-, \
         curva aprendizagem, curva aprendizado"),
    ("pricing.uplift",
        "aumento preço-, reajuste-, subida preço-, alta preço-, aumento tarifa-, aumento valor, recusa aumento, aumento custo-"),
    ("pricing.budget",
        "orçament-, corte custos, corte gastos, corte verba, redução custos, redução despesas, contenção, falta verba, \
         dificuldades financeiras, problemas financeiros, falta caixa"),
    ("pricing.too-expensive", "preço-, custo-, muito caro, caro, cara, tarifa-, valor alto, valor elevado"),
    ("pricing.terms",
        "termos contrat-, condições contrat-, condições contratuais, cláusula-, jurídico, compras, condições pagamento, condições comerciais, prazo contrato"),
    ("competition.switch",
        "concorrên-, concorrente-, troca fornecedor, mudança fornecedor, outro fornecedor, troca ferramenta, outra ferramenta, outra solução, \
         outra plataforma, mudança ferramenta, mudou fornecedor, trocou fornecedor"),
    ("competition.in-house",
        "desenvolvimento interno, solução interna, ferramenta interna, desenvolvimento próprio, solução própria, ferramenta própria, \
         internaliz-, sistema próprio, plataforma própria, internamente"),
    ("competition.consolidation",
        "consolidação, unificação, padroniz-, redução fornecedores, ferramenta corporativa, solução corporativa, simplificação ferramentas, \
         centraliz-"),
    ("relationship.champion-left",
        "saída patrocinador, saída sponsor, saída champion, saída contato, saída contacto, saída responsável, saída decisor, troca contato, \
         troca responsável, mudança contato, mudança contacto, mudança responsável, mudança interlocutor, mudança sponsor, mudança decisor, \
         perda contato, perda sponsor, perda champion, perda patrocinador, contato saiu, responsável saiu, sponsor saiu"),
    ("relationship.support",
        "suporte, atendimento, mau serviço, serviço deficiente, qualidade serviço, falta acompanhamento, apoio cliente, falta atenção, \
         serviço cliente"),
    ("relationship.onboarding", "onboarding, implementação, implantação, ativação, arranque"),
    ("company.acquired",
        "adquirid-, aquisição, fusão, comprada outra, falência, encerramento empresa, encerramento atividade-, encerrou atividades, fechou, \
         fechamento, insolvência, recuperação judicial, liquidação"),
    ("company.restructuring",
        "reestrutur-, reorganiz-, demissões, despedimentos, redução pessoal, redução quadro, redução equipe, corte pessoal"),
    ("company.no-decision", "sem decisão, nenhuma decisão, não decidi-, sem resposta, não responde-, parou responder, indecisão"),
    ("strength.outcomes",
        "resultados comprovados, resultados demonstrados, valor comprovado, valor demonstrado, objetivos atingidos, roi comprovado"),
    ("strength.sponsor", "patrocinador executivo, sponsor executivo, apoio diretoria, apoio direção, apoio executivo"),
    ("strength.adoption", "alta adoção, uso intenso, uso intensivo, uso diário, adoção alta, alto uso, boa adoção"),
];
