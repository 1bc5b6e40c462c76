//! Closed classes and word lists.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of words to look in.
pub type Words = LazyLock<HashSet<&'static str>>;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $list:literal;)*) => {
        $($(#[$doc])* pub static $name: Words = LazyLock::new(|| $list.split_whitespace().collect());)*
    };
}

words! {
    /// Of the nouns in -ado, -ida …, the ones that are never participles.
    NOUNS_ONLY = "
        vida sida nada cada década jornada camarada marido apellido mercado grado lado ruido avenida soldado abogado abogada
        senado alumnado profesorado proletariado electorado voluntariado embajada tonelada redada temporada morada comida
        salida entrada medida llamada
    ";

    /// Nouns for people, by stem, that stand behind a copula without a determiner: eran usuarias de otros servicios.
    PREDICATE_NOUNS = "
        usuari beneficiari propietari destinatari vecin dueñ soci inquilin funcionari ciudadan migrad compañer titulad
    ";

    /// Nouns for people and things in -nte that stand in the place of an adjective less often than alone.
    NOUNS_IN_NTE = "
        paciente cliente estudiante agente delincuente habitante gerente docente presidente representante integrante
        militante participante visitante adolescente pariente ambiente accidente expediente incidente antecedente
        continente instante volante restaurante puente fuente gente mente frente parte
    ";

    /// Adjectives with one form for both genders whose ending alone would not tell.
    INVARIABLE = "
        libre grave pobre leve triste breve simple doble grande fuerte joven familiar singular regular irregular popular
        particular similar fácil difícil clave común estable tratable cruel fiel útil inútil hostil frágil infantil gay
        policial
    ";

    /// Adjectives in -o/-a of the domain whose ending alone would not tell them from nouns and verbs, by stem.
    LISTED = "
        abiert enferm junt reabiert absolut absuelt absurd activ adecuad adict administrativ adult advers african agresiv ajen alt
        alternativ ambigu ambulatori american ampli antigu anónim apt arbitrari argentin asidu asiátic atent autónom
        baj barat bell beneficiari blanc bolivian brasileñ buen caduc callejer car cautiv chilen chin ciert clandestin
        clar colectiv colombian complej complet compuest comunitari concret confus consecutiv conspicu contemporáne
        continu contradictori contrapuest contrari convers corrupt cotidian crud cuant cuban cubiert cur democrátic
        dens derech descalz descrit descubiert deshech desnud destinatari devuelt dich dign direct discontinu discret
        discriminatori dispers dispuest distint disuelt diurn divers domiciliari dominican dur durader ecuatorian
        efectiv elect encubiert enter erróne escas escrit espontáne estrech europe excesiv exclusiv exigu explícit
        expres expuest extens extern extranjer extraordinari extrañ extrem fals femenin fij financier forzos foráne
        fronteriz funest gratuit grues hambrient hech heterogéne homogéne hondureñ honest human humanitari idóne
        ilegítim iles ilícit implícit impres impropi impuest inactiv inadecuad inciert inclusiv indign indirect
        informátic ingenu inhuman injust inmediat inmens inmers innecesari inocu inofensiv insatisfech inscrit insegur
        instantáne intens intern involuntari inédit just larg latin latinoamerican legislativ legítim lent lesbian
        liger llevader lícit lúdic mal maldit maltrech marítim masculin masiv mayoritari medi mer mexican minoritari
        mism mixt modern modest muert mugrient mundan mut mutu médic necesari negativ negr nociv nocturn nuestr nuev
        nul obes obligatori ocult opuest ordinari oscur paraguay pasajer pasiv peligros penitenciari pequeñ perfect
        perpetu peruan pervers placenter plen poc polvorient positiv precari pres presunt previ previst primari primer
        prioritari productiv profund promiscu propens propi propici propietari propuest proscrit provist próxim puest
        pur rar reaci rect remot represiv resuelt robust rot ruman rus rígid san sangrient sanitari satisfactori
        satisfech sec secret secundari sedient segur sensat seri sever simultáne sincer sol solidari solitari solter
        sospechos soñolient subterráne sucesiv suci sudamerican sumis superflu supuest suscrit tardí temporari
        temporer tens tercer tont tranquil transitori tácit unitari urban uruguay usuari vací valios vari vast
        venezolan verdader vicios viej violent vist viv voluntari vuelt íntim últim únic
    ";

    /// Words in -ado/-ada, -ido/-ida, -oso/-osa … that are nouns or verbs as a rule.
    NOT_ADJECTIVES = "
        abogada abogado acogida acosa acoso activa agrada alegado alumnado aniversario apellido apuesta archivo armada
        artículo auditoría avenida ayuda añada bajada barrio bebida bienvenida cada calendario camarada caso categoría
        caída certificado clínica coincida comentario comida comisaria comisario comparativa conjunto consolida
        contenido convida convocatoria cooperativa corrida cosa cruzada crítica crítico cuestionario cuida cuidado
        cultiva decida degrada delegado derecho deriva descuido despedida despida diagnóstico diario diosa directiva
        dispositivo dormitorio duda década ejecutivo electorado embajada endosa enfada entrada entrevista enunciado
        escenario escrito esposa esposo estada estado estadística euforia evada expectativa fachada formulario
        funcionaria funcionario fábrica ganado gloria grado granada guarida hado hecho herida historia homicida
        horario huida impida impuesto incentivo informática iniciativa invada invalida jornada juzgado laboratorio
        lado liquida listado llamada llegada logística lírica lógica manada mandado marido medida memoria mercado
        mesada mida mirada misiva moda morada motiva motivo movida muerte médico música nada narrativa normativa
        notoria objetivo ofensiva olvida operativo osa parada partida partido pasado pedida pedido periódico
        perspectiva persuada pescado pida política político portada posa prerrogativa presupuesto priva proceso
        profesorado proletariado propuesta prosa puesto página pánico público quedada reactiva rebosa recorrido redada
        repertorio reposa reposo república resida respuesta resultado retirada revista rosa ruido salario salida
        secretaria secretario senado sentada sentido sida significado soldado subida suicida temporada tentativa
        territorio tonelada tramposa traslada tratado trayectoria tráfico táctica técnica técnico usuaria usuario
        valida velada vestido victoria vida vista vocabulario voluntariado vuelta víctima ética
    ";

    /// Verbs in -a (third person of -ar verbs, subjunctives) that follow a subject in such texts.
    FINITE_IN_A = "
        abandona abarca abraza acaba acepta acerca acierta acompaña actúa acumula adapta adelanta adopta adora afecta
        afirma agrega aguanta ajusta alcanza aleja alimenta altera amenaza anuncia aparezca aparta aporta apoya
        aprieta asalta asegura asemeja asusta atenta atrapa aumenta avanza ayuda baja beneficia busca cambia canta
        capta caracteriza carga castiga causa circula cobra coloca comienza comparte comporta condena conecta confirma
        conforta conlleva considera constituya consulta contagia contamina continúa controla convoca corta crea
        criminaliza critica cuenta cuesta da daña deba declara dedica deja demuestra denuncia desea desemboca
        despierta desplaza destruya detecta dificulta dignifica discrimina disculpa dista domina dura elabora elimina
        empeora empieza emplea encuentra enfoca enfrenta engaña entra entrega equivoca escapa esconda espera
        estigmatiza estimula está evalúa evita exalta excluya exista explica explota expresa facilita falta figura
        financia firma fomenta forma frena funciona gana garantiza genera gira golpea gusta habita haya identifica
        ignora impacta implica importa incluya incorpora indica infecta informa inspira intenta interesa investiga
        juega justifica levanta liga limita llama llega llena lleva mantiene marca mata mejora menciona mezcla
        moviliza muestra necesita niega normaliza obliga ocasiona oculta ocupa ocurra oferta opera ordena organiza
        otorga paga pasa penaliza perjudica permita perpetúa plantea practica prepara presenta proclama procura
        prolonga pronuncia prospera provoca publica queda radica realiza rechaza reclama refleja regula relaciona
        reparta reporta representa respeta respira resulta reta retira roba rodea rompa salta sanciona sea separa siga
        significa sitúa sobra soluciona soporta suena supera supone suscita sustenta tapa tenga termina toca toma
        trabaja transforma transporta ubica usa utiliza va varía vaya vincula viola vulnera
    ";

    /// Copulas and verbs with a predicative complement, finite and not; haber has none.
    COPULAS = "
        es son era eran fue fueron será serán sería serían sea sean fuera fueran fuese fuesen ser sido siendo está
        están estaba estaban estuvo estuvieron estará estarán estaría estarían esté estén estuviera estuvieran estar
        estado estando queda quedan quedó quedaron quedaba quedaban quedará quedarán quedar quedado quede queden
        resulta resultan resultó resultaron resultar parece parecen parecía parecían parecer permanece permanecen
        permaneció permanecieron permanecía sigue siguen seguía seguían siguió siguieron seguirá continúa continúan
        continuó continuaron ve ven vio vieron veía veían verse vea vean visto encuentra encuentran encontraba
        encontraban halla hallan hallaba hallaban mantiene mantienen mantuvo considera consideran consideraba vuelve
        vuelven volvió siente sienten sentirse aparece aparecen apareció aparecieron salió salieron acabó acabaron
        terminó terminaron verá verán mostró mostraron declara
    ";

    /// Of these, the ones that have a predicate only with "se".
    REFLEXIVE_COPULAS = "
        ve ven vio vieron veía veían vea vean verá verán encuentra encuentran encontraba encontraban halla hallan
        hallaba hallaban mantiene mantienen mantuvo considera consideran consideraba vuelve vuelven volvió siente
        sienten mostró mostraron declara visto
    ";

    AUXILIARIES = "
        ha han había habían haya hayan habrá habrán habría habrían hubiera hubieran hubiese haber habiendo puede
        pueden podía podían podrá podrán podría podrían pueda puedan poder pudo debe deben debía debían deberá deberán
        debería deberían deba deban suele suelen solía solían va van iba iban tiene tienen tenía tenían tendrá tendría
        deja dejan dejó dejaron vuelve vuelven empieza empezó empezaron comenzó comenzaron llega llegó llegaron acaba
        pasa pasó pasaron quiere quieren piden pide desean exigen merece merecen necesita necesitan temen teme
        pidieron querían
    ";

    PREPOSITIONS = "
        a ante bajo con contra de desde durante en entre hacia hasta mediante para por según sin sobre tras del al
        excepto salvo incluso como versus vía
    ";

    ADVERBS = "
        muy más menos tan poco casi bien mal no ya aún todavía siempre nunca también tampoco recién además cada vez
        bastante demasiado apenas hoy ayer antes después ahora jamás solo sólo incluso entonces así aquí allí algo
        nada mucho aun luego pronto
    ";

    /// Nouns in -a that are masculine, in the domain's texts.
    MASCULINE_IN_A = "
        problema sistema programa tema clima esquema estigma idioma drama dilema lema día mapa sida síntoma trauma
        diagrama delta telegrama panorama poema diploma plasma esperma enigma carisma fantasma planeta cometa asma
        crisma axioma régimen tranvía
    ";

    /// Feminine nouns whose ending looks masculine.
    FEMININE = "
        mano foto moto radio ley red sed calle noche tarde clase base frase fase parte gente muerte suerte mente
        corriente llave nave nube sangre leche carne fiebre hambre mujer flor labor cárcel miel piel señal sal imagen
        orden virgen crisis tesis dosis hipótesis luz voz paz vez raíz
    ";

    /// Nouns in -e, or with another ending that says nothing, for people of either gender.
    EPICENE = "
        joven mártir rehén cónyuge cómplice miembro testigo modelo cliente hereje chófer líder huésped intérprete
        compatriota homosexual
    ";

    /// Words for people in -a with one form for both genders.
    EPICENE_IN_A = "
        proxeneta colega atleta poeta psiquiatra pediatra autómata indígena suicida homicida nómada demócrata
    ";

    /// Words before a noun that may stand between a determiner and it and never change.
    UNCHANGED = "
        su sus mi mis tu tus cada qué gran cualquier más menos muy tan dos tres cuatro cinco seis siete ocho nueve
        diez once doce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil
    ";

    /// Feminine nouns with a stressed a at the beginning: el agua, un área.
    STRESSED_A = "
        agua alma área arma aula acta ala ansia arca asa hambre habla hacha hada haya águila ancla ama aya alba aspa
        ave
    ";
}
