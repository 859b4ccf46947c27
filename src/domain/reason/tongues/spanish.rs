//! Spanish.

use super::Row;

#[rustfmt::skip]
pub(crate) const REASONS: &[Row] = &[
    ("value.low-adoption",
        "baja adopción, bajo uso, poco uso, falta uso, falta adopción, sin uso, no uso, no usa-, no utiliz-, poca adopción, poca utilización, \
         baja utilización, escaso uso, desuso, nunca usa-, nunca utiliz-, dejó usar, dejaron usar, subutiliz-, infrautiliz-"),
    ("value.no-roi",
        "roi, retorno inversión, falta valor, sin valor, poco valor, valor insuficiente, bajo valor, no ve valor, no aporta valor, \
         valor percibido, sin retorno, no rentable, poca rentabilidad, falta rentabilidad"),
    ("value.use-case-ended",
        "fin proyecto, proyecto terminado, proyecto finalizado, proyecto cancelado, ya no necesita-, no necesita-, sin necesidad, caso uso, \
         cambio necesidades, fin necesidad, cierre proyecto, necesidad temporal"),
    ("product.missing-feature",
        "funcionalidad-, función faltante, funciones faltantes, faltan funciones, falta funciones, falta producto, carencias producto, \
         producto incompleto, producto insuficiente, producto inadecuado, no cubre necesidades, ajuste producto, encaje producto, \
         característica- faltante-, falta características"),
    ("product.reliability",
        "fiabilidad, confiabilidad, errores, fallos, fallas, caídas, inestab-, estabilidad, lentitud, bugs, incidencias, problema- técnico-, \
         calidad producto, problema- rendimiento, interrupciones, falta calidad"),
    ("product.integration", "integración, integraciones, conector-, incompatib-, compatibilidad, conexión sistemas"),
    ("product.usability",
        "complej-, usabilidad, difícil usar, difícil uso, difícil utilizar, dificultad uso, facilidad uso, poco intuitiv-, complicad-, \
         curva aprendizaje"),
    ("pricing.uplift",
        "aumento precio-, subida precio-, alza precio-, incremento precio-, aumento tarifa-, subida tarifa-, incremento tarifa-, aumento coste-, \
         incremento coste-, rechazo aumento, rechazo subida"),
    ("pricing.budget",
        "presupuest-, recorte-, reducción costes, reducción costos, reducción gastos, ahorro-, problemas económicos, dificultades económicas, \
         problemas financieros, falta fondos, falta liquidez"),
    ("pricing.too-expensive", "precio-, coste-, costo-, muy caro, demasiado caro, caro, cara, costoso, tarifa-"),
    ("pricing.terms",
        "términos contrat-, condiciones contrat-, condiciones contractuales, cláusula-, motivos legales, asuntos legales, área legal, compras, condiciones pago, \
         condiciones comerciales, duración contrato"),
    ("competition.switch",
        "competencia, competidor-, cambio proveedor, cambió proveedor, otro proveedor, cambio herramienta, otra herramienta, otra solución, \
         otra plataforma, cambio plataforma, cambio solución"),
    ("competition.in-house",
        "desarrollo interno, solución interna, herramienta interna, desarrollo propio, solución propia, herramienta propia, internaliz-, \
         plataforma propia, internamente"),
    ("competition.consolidation",
        "consolidación, unificación, estandariz-, reducción proveedores, herramienta corporativa, solución corporativa, \
         simplificación herramientas, centraliz-"),
    ("relationship.champion-left",
        "salida patrocinador, salida sponsor, salida campeón, salida champion, salida contacto, salida responsable, cambio contacto, \
         cambio responsable, cambio interlocutor, cambio sponsor, cambio decisor, pérdida contacto, pérdida sponsor, pérdida champion, \
         pérdida patrocinador, se fue contacto, contacto dejó, marcha contacto, marcha responsable, marcha sponsor"),
    ("relationship.support",
        "soporte, atención cliente, servicio cliente, mal servicio, mala atención, servicio deficiente, calidad servicio, falta seguimiento, \
         falta atención, falta acompañamiento"),
    ("relationship.onboarding", "onboarding, implementación, implantación, puesta marcha, despliegue, incorporación, arranque"),
    ("company.acquired",
        "adquirid-, adquisición, fusión, fusionad-, compra empresa, quiebra, cierre empresa, cierre negocio, bancarrota, concurso acreedores, \
         liquidación, cese actividad, cese negocio, empresa cerrada, empresa cerró"),
    ("company.restructuring",
        "reestructur-, reorganiz-, despidos, reducción personal, reducción plantilla, recorte personal, recorte plantilla"),
    ("company.no-decision", "sin decisión, ninguna decisión, no decid-, sin respuesta, no responde-, no contesta-, dejó responder"),
    ("strength.outcomes",
        "resultados demostrados, resultados probados, valor demostrado, valor probado, objetivos cumplidos, roi demostrado"),
    ("strength.sponsor",
        "patrocinador ejecutivo, sponsor ejecutivo, apoyo dirección, apoyo directivo, respaldo dirección, respaldo ejecutivo"),
    ("strength.adoption", "alta adopción, uso intensivo, uso diario, adopción alta, mucho uso, alto uso, buena adopción"),
];
