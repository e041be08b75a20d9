// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../../contracts/Communities.sol";
import {Conduct} from "../../../contracts/Conduct.sol";
import {Earnings} from "../../../contracts/Earnings.sol";
import {Market} from "../../../contracts/Market.sol";
import {Shop} from "../../../contracts/Shop.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {IConduct} from "../../../contracts/interfaces/IConduct.sol";
import {IMarket} from "../../../contracts/interfaces/IMarket.sol";
import {IShop} from "../../../contracts/interfaces/IShop.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {ITokenTypes} from "../../../contracts/interfaces/ITokenTypes.sol";
import {Operator} from "./Operator.sol";
import {Winnings} from "./Winnings.sol";
import {vm} from "./Vm.sol";

/// @notice Five members of two communities list, buy, propose, counter, accept, swap, take and cancel, by themselves and
/// through the operator; the last one's account has graduated. They also pass things on past the market. Admins change
/// prices and fees, ban, pause and switch off; the operator's signer is replaced and the Custodian paused; a stranger
/// tries. Keeps its own books of every promise, and works out what each exchange must leave to whom.
contract MarketHandler {
    uint256 public constant MEMBERS = 5;
    uint256 public constant TOKENS = 2;
    /// Of each community: two whose receipts move, the second without a price, and one that is bound.
    uint256 public constant ITEMS = 3;
    uint256 public constant NFTS = 3;
    /// Receipts of each item that each member begins with.
    uint256 public constant UNITS = 5;
    uint256 private constant MAX_BALANCE = 2_500e18;
    /// Base units a day and member.
    uint256 private constant CEILING = 500e18;
    address private constant STRANGER = address(0xbad);

    /// All that can change hands: what a call must leave is worked out on it.
    struct State {
        uint256[TOKENS] supplies;
        uint256[TOKENS * MEMBERS] balances;
        uint256[TOKENS * ITEMS * MEMBERS] receipts;
        uint256[TOKENS * NFTS] owners;
    }

    /// Receipts of an item, or a collectible.
    struct Thing {
        bool nft;
        uint256 place;
        uint32 quantity;
    }

    struct Bundle {
        uint96 amount;
        Thing[] things;
    }

    struct Listed {
        uint256 seller;
        Thing thing;
        uint96 price;
        uint256 end;
        uint256 feeBps;
        uint256 epoch;
    }

    struct Proposed {
        bool open;
        uint256 proposer;
        uint256 other;
        uint32 version;
        uint256 end;
        uint256 epoch;
        Bundle give;
        Bundle want;
    }

    struct Offered {
        bool open;
        uint256 token;
        uint256 maker;
        uint256 taker;
        uint96 amount;
        uint96 wanted;
        uint256 end;
        uint256 epoch;
    }

    Communities public communities;
    Earnings public earnings;
    Shop public shop;
    Conduct public conduct;
    Market public market;
    Winnings public winnings;
    Operator public operator;
    IToken[TOKENS] public tokens;
    address private _graduated;

    mapping(uint256 token => uint256) public burned;
    mapping(uint256 token => mapping(uint256 member => mapping(uint256 day => uint256))) private _movedByOperator;
    mapping(uint256 token => Listed[]) private _listings;
    mapping(uint256 token => Proposed[]) private _trades;
    Offered[] private _swaps;

    bool public miscarried;
    bool public brokeRule;
    bool public refusedWrongly;
    bool public passedCeiling;
    bool public strangerSucceeded;
    uint256 public sales;
    uint256 public trades;
    uint256 public swaps;

    constructor(
        Communities communities_,
        Earnings earnings_,
        Shop shop_,
        Conduct conduct_,
        Market market_,
        Winnings winnings_,
        Operator operator_
    ) {
        (communities, earnings, shop, conduct) = (communities_, earnings_, shop_, conduct_);
        (market, winnings, operator) = (market_, winnings_, operator_);
        // Anything that has code.
        _graduated = address(new Operator());
        address[] memory modules = new address[](4);
        (modules[0], modules[1]) = (address(earnings), address(shop));
        (modules[2], modules[3]) = (address(conduct), address(market));
        for (uint256 i; i < TOKENS; ++i) {
            ICommunities.Caps memory caps = ICommunities.Caps(0, 0, type(uint48).max, 100_000, 500_000, 1_000_000, false);
            uint96 most = i == 0 ? 0 : uint96(MAX_BALANCE);
            tokens[i] = IToken(
                communities.createCommunity(
                    ICommunities.NewCommunity("T", "T", 0, most, i == 1, false, caps, address(0), modules)
                )
            );
            _furnish(i);
        }
    }

    function memberAt(uint256 i) public view returns (address) {
        i %= MEMBERS;
        return i == MEMBERS - 1 ? _graduated : address(uint160(0x2000 + i));
    }

    function collectionOf(uint256 token) public pure returns (address) {
        return address(uint160(0x4000 + token));
    }

    // --- listings ---

    /// Three at once, as in all that follows, so that much is exchanged between the admins' doings.
    function list(uint256 token, uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _list(token % TOKENS, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function buy(uint256 token, uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _buy(token % TOKENS, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _list(uint256 token, uint256 seed) private {
        (uint256 who, bool custodial) = (seed % MEMBERS, (seed >> 8) % 4 == 0);
        Thing memory thing = _thing(token, who, seed >> 16);
        uint96 price = uint96((seed >> 64) % 60e18);
        if (price % 9 == 0) price %= 40;
        uint40 end = _end(seed >> 160);
        State memory s = _state();
        uint16 feeBps = market.feeOf(address(tokens[token]));
        bytes memory call =
            abi.encodeCall(IMarket.list, (address(tokens[token]), _asset(token, thing), price, end, 1_000));
        if (_as(who, custodial, call)) {
            if (
                price == 0 || end <= block.timestamp || end > block.timestamp + 30 days || !_holds(s, token, thing, who)
                    || !_mayPart(token, who)
            ) brokeRule = true;
            if (custodial) _moved(token, who, _worthOf(token, thing));
            _listings[token].push(Listed(who, thing, price, end, feeBps, custodial ? operator.epoch() : 0));
        }
        _expect(s);
    }

    function _buy(uint256 token, uint256 seed) private {
        (uint256 who, bool custodial) = (seed % MEMBERS, (seed >> 8) % 4 == 0);
        uint256 count = _listings[token].length;
        if (count == 0) return;
        uint256 number = _recent(seed >> 16, count);
        Listed memory l = _listings[token][number];
        uint32 quantity = uint32(l.thing.nft ? 1 : (seed >> 128) % (l.thing.quantity + 2));
        Thing memory thing = Thing(l.thing.nft, l.thing.place, quantity);
        uint256 price = uint256(l.price) * quantity;
        uint256 fee = price * l.feeBps / 10_000;
        bytes memory call =
            abi.encodeCall(IMarket.buy, (address(tokens[token]), number + 1, _asset(token, thing), price));

        State memory s = _state();
        bool due = who != l.seller && quantity != 0 && quantity <= l.thing.quantity && block.timestamp < l.end
            && _binds(l.seller, l.epoch) && _mayPart(token, l.seller) && !_isBanned(token, who) && _isOn(token)
            && _holds(s, token, thing, l.seller);
        State memory after_ = _state();
        due = due && _pay(after_, token, who, l.seller, price) && _hand(after_, token, thing, l.seller, who);
        bool ok = _as(who, custodial, call);
        if (_judge(ok, due, custodial)) {
            after_.balances[token * MEMBERS + l.seller] -= fee;
            after_.supplies[token] -= fee;
            burned[token] += fee;
            _listings[token][number].thing.quantity -= quantity;
            if (custodial) _moved(token, who, price);
            ++sales;
        }
        _expect(ok ? after_ : s);
    }

    /// Succeeds for the seller whatever stands still, and for nobody else.
    function cancelListing(uint256 token, uint256 number, uint256 who, bool right, bool custodial) external {
        (token, who) = (token % TOKENS, who % MEMBERS);
        uint256 count = _listings[token].length;
        if (count == 0) return;
        number = _recent(number, count);
        Listed storage l = _listings[token][number];
        if (right) who = l.seller;
        State memory s = _state();
        bool due = l.thing.quantity != 0 && who == l.seller;
        bytes memory call = abi.encodeCall(IMarket.cancelListing, (address(tokens[token]), number + 1));
        if (_judge(_as(who, custodial, call), due, false)) l.thing.quantity = 0;
        _expect(s);
    }

    // --- trades ---

    function propose(uint256 token, uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _proposeOne(token % TOKENS, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _proposeOne(uint256 token, uint256 seed) private {
        (uint256 who, bool custodial) = (seed % MEMBERS, (seed >> 8) % 4 == 0);
        // Rarely oneself.
        uint256 other = seed % 31 == 0 ? who : (who + 1 + (seed >> 16) % (MEMBERS - 1)) % MEMBERS;
        (Bundle memory given, Bundle memory wanted) =
            (_bundle(token, who, uint256(keccak256(abi.encode(seed)))), _bundle(token, other, seed >> 32));
        uint40 end = _end(seed >> 160);
        State memory s = _state();
        bytes memory call = abi.encodeCall(
            IMarket.propose, (address(tokens[token]), memberAt(other), _side(token, given), _side(token, wanted), end)
        );
        if (_as(who, custodial, call)) {
            if (who == other) brokeRule = true;
            _trades[token].push();
            _write(token, _trades[token].length - 1, who, other, given, wanted, end, custodial);
        }
        _expect(s);
    }

    function counter(uint256 token, uint256 number, uint256 who, uint256 give, uint256 want, bool custodial) external {
        (token, who) = (token % TOKENS, who % MEMBERS);
        uint256 count = _trades[token].length;
        if (count == 0) return;
        number = _recent(number, count);
        Proposed memory p = _trades[token][number];
        uint256 other = who == p.proposer ? p.other : p.proposer;
        (Bundle memory given, Bundle memory wanted) = (_bundle(token, who, give), _bundle(token, other, want));
        uint40 end = _end(give >> 160);
        State memory s = _state();
        if (_as(who, custodial, _counterCall(token, number, other, p.version, given, wanted, end))) {
            if (!p.open || (who != p.proposer && who != p.other)) brokeRule = true;
            _write(token, number, who, other, given, wanted, end, custodial);
        }
        _expect(s);
    }

    /// Mostly by the one who may.
    function accept(uint256 token, uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _accept(token % TOKENS, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _accept(uint256 token, uint256 seed) private {
        bool custodial = (seed >> 8) % 4 == 0;
        uint256 count = _trades[token].length;
        if (count == 0) return;
        uint256 number = _recent(seed >> 16, count);
        Proposed memory p = _trades[token][number];
        uint256 who = seed % 8 == 0 ? seed / 8 % MEMBERS : p.other;
        State memory after_ = _state();
        bool due = p.open && who == p.other && block.timestamp < p.end && _binds(p.proposer, p.epoch)
            && _mayPart(token, who) && _mayPart(token, p.proposer) && _isOn(token);
        due = due && _exchange(after_, token, p.give, p.proposer, who) && _exchange(after_, token, p.want, who, p.proposer);
        State memory s = _state();
        bool ok = _as(who, custodial, _acceptCall(token, number, p));
        if (_judge(ok, due, custodial || p.epoch != 0)) {
            _trades[token][number].open = false;
            if (p.epoch != 0) _moved(token, p.proposer, _worthOf(token, p.give));
            if (custodial) _moved(token, who, _worthOf(token, p.want));
            ++trades;
        }
        _expect(ok ? after_ : s);
    }

    function cancelTrade(uint256 token, uint256 number, uint256 who, bool custodial) external {
        (token, who) = (token % TOKENS, who % MEMBERS);
        uint256 count = _trades[token].length;
        if (count == 0) return;
        number = _recent(number, count);
        Proposed storage p = _trades[token][number];
        State memory s = _state();
        bool due = p.open && (who == p.proposer || who == p.other);
        bytes memory call = abi.encodeCall(IMarket.cancelTrade, (address(tokens[token]), number + 1));
        if (_judge(_as(who, custodial, call), due, false)) p.open = false;
        _expect(s);
    }

    // --- between communities ---

    function offerSwap(uint256 token, uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _offer(token % TOKENS, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function takeSwap(uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _take(uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _offer(uint256 token, uint256 seed) private {
        (uint256 who, bool custodial) = (seed % MEMBERS, (seed >> 8) % 4 == 0);
        // Mostly as many as there are members: anybody.
        uint256 taker = (seed >> 16) % 3 == 0 ? (seed >> 24) % MEMBERS : MEMBERS;
        (uint96 amount, uint96 wanted) = (uint96((seed >> 32) % 80e18), uint96((seed >> 100) % 80e18));
        uint40 end = _end(seed >> 160);
        State memory s = _state();
        bytes memory call = abi.encodeCall(
            IMarket.offerSwap,
            (
                address(tokens[token]),
                amount,
                address(tokens[1 - token]),
                wanted,
                taker == MEMBERS ? address(0) : memberAt(taker),
                end
            )
        );
        if (_as(who, custodial, call)) {
            if (who == taker || !_mayPart(token, who)) brokeRule = true;
            _swaps.push(Offered(true, token, who, taker, amount, wanted, end, custodial ? operator.epoch() : 0));
        }
        _expect(s);
    }

    function _take(uint256 seed) private {
        bool custodial = (seed >> 8) % 4 == 0;
        if (_swaps.length == 0) return;
        uint256 number = _recent(seed >> 16, _swaps.length);
        Offered memory o = _swaps[number];
        uint256 who = o.taker == MEMBERS || seed % 8 == 0 ? seed / 8 % MEMBERS : o.taker;
        State memory after_ = _state();
        uint256 other = 1 - o.token;
        bool due = o.open && who != o.maker && (o.taker == MEMBERS || o.taker == who) && block.timestamp < o.end
            && _binds(o.maker, o.epoch) && _mayPart(o.token, o.maker) && _mayPart(other, who) && _isOn(o.token) && _isOn(other);
        due = due && _pay(after_, o.token, o.maker, who, o.amount) && _pay(after_, other, who, o.maker, o.wanted);
        State memory s = _state();
        bytes memory call = abi.encodeCall(
            IMarket.takeSwap, (number + 1, address(tokens[o.token]), o.amount, address(tokens[other]), o.wanted)
        );
        bool ok = _as(who, custodial, call);
        if (_judge(ok, due, custodial || o.epoch != 0)) {
            _swaps[number].open = false;
            if (o.epoch != 0) _moved(o.token, o.maker, o.amount);
            if (custodial) _moved(other, who, o.wanted);
            ++swaps;
        }
        _expect(ok ? after_ : s);
    }

    function cancelSwap(uint256 number, uint256 who, bool right, bool custodial) external {
        who %= MEMBERS;
        if (_swaps.length == 0) return;
        number = _recent(number, _swaps.length);
        Offered storage o = _swaps[number];
        if (right) who = o.maker;
        State memory s = _state();
        bytes memory call = abi.encodeCall(IMarket.cancelSwap, (number + 1));
        if (_judge(_as(who, custodial, call), o.open && who == o.maker, false)) o.open = false;
        _expect(s);
    }

    // --- all the rest ---

    /// Past the market: receipts to another member, a collectible as if withdrawn and won again.
    function passOn(uint256 token, uint256 seed, uint256 from, uint256 to) external {
        (token, from, to) = (token % TOKENS, from % MEMBERS, to % MEMBERS);
        Thing memory thing = _thing(token, from, seed);
        if (thing.nft) {
            winnings.put(collectionOf(token), thing.place + 1, memberAt(to), address(tokens[token]));
            return;
        }
        uint256 id = shop.receiptOf(address(tokens[token]), thing.place + 1);
        vm.prank(memberAt(from));
        // One that has code takes none this way.
        try shop.safeTransferFrom(memberAt(from), memberAt(to), id, thing.quantity, "") {} catch {}
    }

    function earn(uint256 token, uint256 who, uint8 count) external {
        _earn(token % TOKENS, who % MEMBERS, count);
    }

    function administer(uint256 token, uint256 seed, uint16 feeBps, uint96 price) external {
        token %= TOKENS;
        address community = address(tokens[token]);
        if (seed % 3 == 0) {
            try market.setFee(community, feeBps % 1_100) {} catch {}
        } else if (seed % 3 == 1) {
            IShop.Terms memory terms = shop.itemOf(community, 1).terms;
            terms.price = uint96(1 + price % 150e18);
            shop.editItem(community, 1, terms, _texts());
        } else if (seed % 18 == 2) {
            communities.pause(community);
        } else {
            communities.unpause(community);
        }
    }

    /// Bans, lifts, switches the market off and on.
    function judge(uint256 token, uint256 seed, uint256 who) external {
        token %= TOKENS;
        address community = address(tokens[token]);
        if (seed % 8 == 0) {
            try conduct.ban(community, memberAt(who), 0) {} catch {}
        } else if (seed % 16 == 1) {
            communities.disableModule(community, address(market));
        } else {
            communities.enableModule(community, address(market));
            for (uint256 m; m < MEMBERS; ++m) {
                uint256[] memory standing = conduct.standingAgainst(community, memberAt(m));
                for (uint256 i; i < standing.length; ++i) {
                    conduct.lift(community, standing[i], 0);
                }
            }
        }
    }

    function rotate(uint8 how) external {
        uint48 until = how % 6 == 0 ? type(uint48).max : 0;
        operator.set(operator.epoch() + (how % 8 == 1 ? 1 : 0), until);
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + (time % 4 == 0 ? time % 5 days : time % 2 hours));
        if (time % 3 != 0) return;
        // So that not all stands still for long.
        operator.set(operator.epoch(), 0);
        for (uint256 t; t < TOKENS; ++t) {
            communities.unpause(address(tokens[t]));
            communities.enableModule(address(tokens[t]), address(market));
        }
    }

    function trespass(uint256 token, uint256 number, uint256 who, uint8 how) external {
        token %= TOKENS;
        address community = address(tokens[token]);
        uint256 listing = 1 + _recent(number, _listings[token].length + 1);
        uint256 trade = 1 + _recent(number, _trades[token].length + 1);
        IMarket.Side memory none;
        none.amount = 1;
        Thing memory card = Thing(false, 0, 1);
        bytes[7] memory calls = [
            abi.encodeCall(IMarket.setFee, (community, 1)),
            abi.encodeCall(IMarket.cancelListing, (community, listing)),
            abi.encodeCall(IMarket.buy, (community, listing, _asset(token, card), type(uint256).max)),
            abi.encodeCall(
                IMarket.counter, (community, trade, memberAt(who), 1, none, none, uint40(block.timestamp + 1))
            ),
            abi.encodeCall(IMarket.cancelTrade, (community, trade)),
            abi.encodeCall(IMarket.cancelSwap, (1 + number % (_swaps.length + 1))),
            // As a forwarder would say for whom.
            abi.encodePacked(
                abi.encodeCall(
                    IMarket.list, (community, _asset(token, card), 1, uint40(block.timestamp + 1), 1_000)
                ),
                memberAt(who)
            )
        ];
        State memory s = _state();
        vm.prank(STRANGER);
        (bool ok,) = address(market).call(calls[how % 7]);
        bool moved;
        vm.prank(STRANGER);
        if (how % 2 == 0) {
            (moved,) = address(shop).call(abi.encodeCall(IShop.moveReceipt, (community, 1, memberAt(who), STRANGER, 1)));
        } else {
            (moved,) = address(winnings).call(
                abi.encodeCall(Winnings.reassign, (collectionOf(token), 1 + number % NFTS, memberAt(who), STRANGER))
            );
        }
        if (ok || moved) strangerSucceeded = true;
        _expect(s);
    }

    // --- internal: what must come of it ---

    function _state() private view returns (State memory s) {
        for (uint256 t; t < TOKENS; ++t) {
            s.supplies[t] = tokens[t].totalSupply();
            for (uint256 m; m < MEMBERS; ++m) {
                s.balances[t * MEMBERS + m] = tokens[t].balanceOf(memberAt(m));
                for (uint256 i; i < ITEMS; ++i) {
                    uint256 id = shop.receiptOf(address(tokens[t]), i + 1);
                    s.receipts[(t * ITEMS + i) * MEMBERS + m] = shop.balanceOf(memberAt(m), id);
                }
            }
            for (uint256 i; i < NFTS; ++i) {
                (address owner,) = winnings.ownerOf(collectionOf(t), i + 1);
                s.owners[t * NFTS + i] = uint256(uint160(owner));
            }
        }
    }

    function _expect(State memory s) private {
        if (keccak256(abi.encode(s)) != keccak256(abi.encode(_state()))) miscarried = true;
    }

    /// @dev Nothing succeeds that must not, nor fails that must succeed. A ceiling may stop the operator.
    function _judge(bool ok, bool due, bool mayBeStopped) private returns (bool) {
        if (ok && !due) brokeRule = true;
        if (!ok && due && !mayBeStopped) refusedWrongly = true;
        return ok && due;
    }

    function _pay(State memory s, uint256 token, uint256 from, uint256 to, uint256 amount) private pure returns (bool) {
        uint256 payer = token * MEMBERS + from;
        uint256 payee = token * MEMBERS + to;
        if (s.balances[payer] < amount) return false;
        if (token == 1 && amount != 0 && s.balances[payee] + amount > MAX_BALANCE) return false;
        s.balances[payer] -= amount;
        s.balances[payee] += amount;
        return true;
    }

    function _hand(State memory s, uint256 token, Thing memory thing, uint256 from, uint256 to)
        private
        view
        returns (bool)
    {
        if (!_holds(s, token, thing, from)) return false;
        if (thing.nft) {
            s.owners[token * NFTS + thing.place] = uint256(uint160(memberAt(to)));
            return true;
        }
        s.receipts[(token * ITEMS + thing.place) * MEMBERS + from] -= thing.quantity;
        s.receipts[(token * ITEMS + thing.place) * MEMBERS + to] += thing.quantity;
        return true;
    }

    function _exchange(State memory s, uint256 token, Bundle memory bundle, uint256 from, uint256 to)
        private
        view
        returns (bool)
    {
        if (!_pay(s, token, from, to, bundle.amount)) return false;
        for (uint256 i; i < bundle.things.length; ++i) {
            if (!_hand(s, token, bundle.things[i], from, to)) return false;
        }
        return true;
    }

    function _holds(State memory s, uint256 token, Thing memory thing, uint256 who) private view returns (bool) {
        if (thing.nft) {
            return thing.quantity == 1 && s.owners[token * NFTS + thing.place] == uint256(uint160(memberAt(who)));
        }
        bool moves = thing.place < ITEMS - 1;
        return moves && thing.quantity != 0
            && s.receipts[(token * ITEMS + thing.place) * MEMBERS + who] >= thing.quantity;
    }

    function _binds(uint256 who, uint256 epoch) private view returns (bool) {
        return epoch == 0 || (epoch == operator.epoch() && operator.pausedUntil() == 0 && who != MEMBERS - 1);
    }

    function _mayPart(uint256 token, uint256 who) private view returns (bool) {
        return !tokens[token].paused() && !_isBanned(token, who);
    }

    function _isBanned(uint256 token, uint256 who) private view returns (bool) {
        return tokens[token].suspendedUntil(memberAt(who)) == type(uint48).max;
    }

    function _isOn(uint256 token) private view returns (bool) {
        return tokens[token].isModule(address(market));
    }

    /// @dev What the operator gave away of a member's, receipts at their price of now.
    function _moved(uint256 token, uint256 who, uint256 worth) private {
        uint256 sum = _movedByOperator[token][who][block.timestamp / 1 days] += worth;
        if (sum > CEILING) passedCeiling = true;
    }

    /// @dev What the operator may not part with at all is worth more than any ceiling.
    function _worthOf(uint256 token, Thing memory thing) private view returns (uint256 worth) {
        if (!thing.nft) worth = shop.itemOf(address(tokens[token]), thing.place + 1).terms.price;
        return worth == 0 ? CEILING + 1 : worth * thing.quantity;
    }

    function _worthOf(uint256 token, Bundle memory bundle) private view returns (uint256 worth) {
        worth = bundle.amount;
        for (uint256 i; i < bundle.things.length; ++i) {
            worth += _worthOf(token, bundle.things[i]);
        }
    }

    // --- internal: making things up ---

    function _as(uint256 who, bool custodial, bytes memory call) private returns (bool ok) {
        vm.prank(custodial ? address(operator) : memberAt(who));
        (ok,) = address(market).call(custodial ? abi.encodePacked(call, memberAt(who)) : call);
    }

    function _write(
        uint256 token,
        uint256 number,
        uint256 who,
        uint256 other,
        Bundle memory give,
        Bundle memory want,
        uint256 end,
        bool custodial
    ) private {
        if (!_mayPart(token, who) || end <= block.timestamp || end > block.timestamp + 30 days) brokeRule = true;
        Proposed storage p = _trades[token][number];
        (p.open, p.proposer, p.other, p.end) = (true, who, other, end);
        ++p.version;
        p.epoch = custodial ? operator.epoch() : 0;
        (p.give.amount, p.want.amount) = (give.amount, want.amount);
        delete p.give.things;
        delete p.want.things;
        for (uint256 i; i < give.things.length; ++i) {
            p.give.things.push(give.things[i]);
        }
        for (uint256 i; i < want.things.length; ++i) {
            p.want.things.push(want.things[i]);
        }
    }

    function _counterCall(
        uint256 token,
        uint256 number,
        uint256 other,
        uint32 version,
        Bundle memory give,
        Bundle memory want,
        uint40 end
    ) private view returns (bytes memory) {
        return abi.encodeCall(
            IMarket.counter,
            (address(tokens[token]), number + 1, memberAt(other), version, _side(token, give), _side(token, want), end)
        );
    }

    function _acceptCall(uint256 token, uint256 number, Proposed memory p) private view returns (bytes memory) {
        return abi.encodeCall(
            IMarket.accept,
            (
                address(tokens[token]),
                number + 1,
                memberAt(p.proposer),
                p.version,
                _side(token, p.give),
                _side(token, p.want)
            )
        );
    }

    /// @dev Mostly something that the member has.
    function _thing(uint256 token, uint256 who, uint256 seed) private view returns (Thing memory thing) {
        if (seed % 16 == 0) return Thing(false, ITEMS - 1, 1);
        if (seed % 16 < 10) return Thing(false, seed / 16 % (ITEMS - 1), uint32(seed / 128 % 4));
        uint256 place = seed / 16 % NFTS;
        for (uint256 i; i < NFTS && seed % 16 != 15; ++i) {
            (address owner,) = winnings.ownerOf(collectionOf(token), (place + i) % NFTS + 1);
            if (owner == memberAt(who)) return Thing(true, (place + i) % NFTS, 1);
        }
        return Thing(true, place, 1);
    }

    function _bundle(uint256 token, uint256 who, uint256 seed) private view returns (Bundle memory bundle) {
        if (seed % 3 != 0) bundle.amount = uint96((seed >> 8) % 60e18);
        bundle.things = new Thing[]((seed >> 100) % 3);
        for (uint256 i; i < bundle.things.length; ++i) {
            bundle.things[i] = _thing(token, who, seed >> (110 + 30 * i));
        }
    }

    /// @dev Rarely one that is not allowed.
    function _end(uint256 seed) private view returns (uint40) {
        if (seed % 16 == 0) return uint40(block.timestamp + seed / 16 % 2 * 30 days + seed / 32 % 2);
        return uint40(block.timestamp + 1 hours + seed / 16 % (30 days - 1 hours));
    }

    function _asset(uint256 token, Thing memory thing) private pure returns (IMarket.Asset memory) {
        return IMarket.Asset(thing.nft ? collectionOf(token) : address(0), thing.place + 1, thing.quantity);
    }

    function _side(uint256 token, Bundle memory bundle) private pure returns (IMarket.Side memory side) {
        side.amount = bundle.amount;
        side.assets = new IMarket.Asset[](bundle.things.length);
        for (uint256 i; i < bundle.things.length; ++i) {
            side.assets[i] = _asset(token, bundle.things[i]);
        }
    }

    /// @dev Often one of the latest, which are more likely still to be had.
    function _recent(uint256 number, uint256 count) private pure returns (uint256) {
        return number % 3 == 0 || count < 6 ? number / 3 % count : count - 1 - number / 3 % 6;
    }

    function _earn(uint256 token, uint256 who, uint8 count) private {
        uint256[] memory reports = new uint256[](1);
        reports[0] = uint256(uint160(memberAt(who))) << 96 | uint256(1 + count % 3) << 32 | 1;
        uint64 next = earnings.nextSettlement(address(tokens[token]), address(this));
        try earnings.settle(address(tokens[token]), next, reports) {} catch {}
    }

    function _furnish(uint256 token) private {
        address community = address(tokens[token]);
        earnings.setRates(
            community,
            ITokenTypes.Rates({
                rewards: 100_000,
                limits: 0,
                streakBps: 0x2710271027102710,
                tierBps: 0x2710271027102710,
                seasonBps: 0,
                registration: 300_000,
                daily: 50_000,
                grace: true,
                counted: false
            })
        );
        communities.grantRoles(community, address(this), 4);
        conduct.setPolicy(community, IConduct.Policy(false, 255, 1 days, 7 days));
        for (uint256 i; i < ITEMS; ++i) {
            IShop.Terms memory terms;
            (terms.active, terms.transferable) = (true, i < ITEMS - 1);
            terms.price = uint96(i == 1 ? 0 : 10e18);
            shop.addItem(community, terms, type(uint32).max, _texts());
            for (uint256 m; m < MEMBERS; ++m) {
                shop.grant(community, i + 1, memberAt(m), UNITS, 0);
            }
        }
        for (uint256 m; m < MEMBERS; ++m) {
            _earn(token, m, 2);
        }
        for (uint256 i; i < NFTS; ++i) {
            winnings.put(collectionOf(token), i + 1, memberAt(i), community);
        }
    }

    function _texts() private pure returns (IShop.Texts memory) {
        return IShop.Texts("Item", "Category", "uri", bytes32(0), bytes32(0));
    }
}
