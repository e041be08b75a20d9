// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../../contracts/Communities.sol";
import {Shop} from "../../../contracts/Shop.sol";
import {Stash} from "../../../contracts/Stash.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {IShop} from "../../../contracts/interfaces/IShop.sol";
import {IStash} from "../../../contracts/interfaces/IStash.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {Nfts} from "./Nfts.sol";
import {vm} from "./Vm.sol";

/// @notice Two communities fill and empty their pools of one collection; two fulfillers commit, cancel, reveal in any order or
/// keep their secrets; members buy, pass on and withdraw; staff refuses, removes, takes the Stash's role or switches it off;
/// anybody asks for draws, forfeits and settles; strangers try. Keeps its own pools, owners and balances, and draws itself.
contract StashHandler {
    uint256 public constant TOKENS = 2;
    uint256 public constant PEOPLE = 5;
    uint256 public constant NFTS = 12;
    uint256 private constant MOST_PURCHASES = 40;
    uint96 private constant PRICE = 10e18;
    address private constant STRANGER = address(0xbad);

    Communities public communities;
    Shop public shop;
    Stash public stash;
    /// Pays what is earned, and passes NFTs on.
    address public module;
    Nfts public nfts;
    IToken[TOKENS] public tokens;

    mapping(uint256 token => uint256[]) private _pool;
    mapping(uint256 token => uint256) private _settled;
    mapping(uint256 token => mapping(address person => uint256)) public balance;
    mapping(uint256 token => mapping(uint256 purchase => uint256)) private _returned;
    mapping(uint256 token => mapping(uint256 commitment => bool)) private _cancelled;
    mapping(uint256 token => mapping(uint256 draw => bool)) private _forfeitPaid;
    mapping(bytes32 seedHash => bytes32) private _seeds;
    /// Who won an NFT that is still here.
    mapping(uint256 id => address) public winner;
    uint256 private _nextSeed;

    uint256 public drawn;
    uint256 public forfeited;
    uint256 public voided;
    bool public wronglyDrawn;
    bool public outOfOrder;
    bool public poolMoved;
    bool public stalled;
    bool public exitFailed;
    bool public touchedAnother;
    bool public strangerSucceeded;

    constructor(Communities communities_, Shop shop_, Stash stash_, address module_) {
        (communities, shop, stash, module, nfts) = (communities_, shop_, stash_, module_, new Nfts());
        address[] memory modules = new address[](3);
        (modules[0], modules[1], modules[2]) = (address(shop), address(stash), module);
        ICommunities.Caps memory caps = ICommunities.Caps(0, 0, type(uint48).max, 100_000, 500_000, 1_000_000, false);
        nfts.setApprovalForAll(address(stash), true);
        for (uint256 i; i < TOKENS; ++i) {
            address token = communities.createCommunity(
                ICommunities.NewCommunity("T", "T", 0, i == 0 ? 0 : uint96(400e18), i == 0, false, caps, address(0), modules)
            );
            tokens[i] = IToken(token);
            for (uint256 j; j < 2; ++j) {
                communities.grantRoles(token, personAt(j), Roles.FULFILLER);
            }
            communities.grantRoles(token, address(stash), Roles.FULFILLER);
            IShop.Terms memory terms;
            (terms.price, terms.active) = (PRICE, true);
            (terms.kind, terms.fulfilWithin) = (IShop.Fulfilment.Nft, 6 hours);
            shop.addItem(token, terms, type(uint32).max, IShop.Texts("", "", "", 0, 0));
            for (uint256 j; j < PEOPLE; ++j) {
                earn(i, j, 150);
            }
        }
        for (uint256 id; id < NFTS; ++id) {
            nfts.mint(address(this), id);
            if (id < 8) _deposit(id % TOKENS, id);
        }
    }

    modifier on(uint256 token) {
        bytes32 other = _digest(1 - token % TOKENS);
        _;
        _sync(token % TOKENS);
        if (_digest(1 - token % TOKENS) != other) touchedAnother = true;
    }

    /// The first two are fulfillers.
    function personAt(uint256 i) public pure returns (address) {
        return address(uint160(0x2000 + i % PEOPLE));
    }

    function poolAt(uint256 token) external view returns (uint256[] memory) {
        return _pool[token];
    }

    function isCancelled(uint256 token, uint256 commitment) external view returns (bool) {
        return _cancelled[token][commitment];
    }

    // --- the pool ---

    function deposit(uint256 token, uint256 id) external on(token) {
        _deposit(token % TOKENS, id % NFTS);
    }

    function withdrawPool(uint256 token, uint256 place) external on(token) {
        token %= TOKENS;
        uint256 count = _pool[token].length;
        if (count == 0) return;
        bool open = _isOpen(token);
        uint256 id = _pool[token][place % count];
        try stash.withdrawPool(address(tokens[token]), address(nfts), id, address(this)) {
            if (open) poolMoved = true;
            _takeOut(token, place % count);
        } catch {
            if (!open) exitFailed = true;
        }
    }

    // --- secrets and draws ---

    function commit(uint256 token, uint256 who, uint96 bond, uint8 count) external on(token) {
        token %= TOKENS;
        bytes32[] memory hashes = new bytes32[](1 + count % 4);
        for (uint256 i; i < hashes.length; ++i) {
            bytes32 secret = bytes32(++_nextSeed);
            hashes[i] = keccak256(abi.encode(secret));
            _seeds[hashes[i]] = secret;
        }
        bond = uint96(PRICE + bond % (2 * PRICE));
        vm.prank(personAt(who % 2));
        try stash.commit(address(tokens[token]), hashes, bond) {
            balance[token][personAt(who % 2)] -= bond * hashes.length;
        } catch {}
    }

    function cancelCommitment(uint256 token, uint256 commitment, uint256 who) external on(token) {
        token %= TOKENS;
        uint256 count = stash.commitmentCount(address(tokens[token]));
        if (count == 0) return;
        commitment = 1 + commitment % count;
        uint256 bond = stash.commitmentOf(address(tokens[token]), commitment).bond;
        bool used = commitment <= stash.commitmentsUsed(address(tokens[token]));
        vm.prank(personAt(who));
        try stash.cancelCommitment(address(tokens[token]), commitment) {
            if (used || _cancelled[token][commitment]) exitFailed = true;
            _cancelled[token][commitment] = true;
            balance[token][personAt(who)] += bond;
        } catch {}
    }

    /// A few at once, so that draws wait for each other.
    function buyAndDraw(uint256 token, uint256 who, uint8 count, uint8 quantity) external on(token) {
        token %= TOKENS;
        vm.warp(block.timestamp + 1);
        for (uint256 i; i < 1 + count % 3; ++i) {
            _buy(token, who >> (8 * i), (quantity >> i) % 8 == 0 ? 3 : 1);
            uint256 last = shop.purchaseCount(address(tokens[token]));
            if (i < 2) _request(token, last);
        }
    }

    function requestDraw(uint256 token, uint256 purchase) external on(token) {
        token %= TOKENS;
        _request(token, 1 + purchase % (shop.purchaseCount(address(tokens[token])) + 1));
    }

    /// Two of the open ones, in any order.
    function reveal(uint256 token, uint256 which, bool late) external on(token) {
        _reveal(token % TOKENS, which, late);
        _reveal(token % TOKENS, which >> 8, false);
    }

    function forfeit(uint256 token, uint256 which) external on(token) {
        token %= TOKENS;
        uint256 draw = _someOpen(token, which);
        if (draw == 0) return;
        bool late = block.number > stash.drawOf(address(tokens[token]), draw).targetBlock + 250;
        try stash.forfeit(address(tokens[token]), draw) {
            if (!late) outOfOrder = true;
        } catch {
            if (late) stalled = true;
        }
    }

    function settle(uint256 token, uint8 most) external on(token) {
        try stash.settle(address(tokens[token % TOKENS]), most % 4) {}
        catch {
            stalled = true;
        }
    }

    // --- what was won ---

    /// At any time, paused or not.
    function withdraw(uint256 token, uint256 id) external on(token) {
        id %= NFTS;
        (address owner, address of_) = stash.ownerOf(address(nfts), id);
        if (owner == address(0) || of_ != address(tokens[token % TOKENS])) return;
        vm.prank(owner);
        try stash.withdraw(address(nfts), id, address(this)) {
            winner[id] = address(0);
        } catch {
            exitFailed = true;
        }
    }

    function passOn(uint256 token, uint256 id, uint256 to) external on(token) {
        id %= NFTS;
        (address owner,) = stash.ownerOf(address(nfts), id);
        vm.prank(module);
        try stash.reassign(address(nfts), id, owner, personAt(to)) {
            winner[id] = personAt(to);
        } catch {}
    }

    // --- staff, money and time ---

    function refuse(uint256 token, uint256 purchase, bool remove) external on(token) {
        address community = address(tokens[token % TOKENS]);
        uint256 draw = _someOpen(token % TOKENS, purchase);
        // Of what is about to be drawn, if anything is.
        purchase = draw != 0
            ? stash.drawOf(community, draw).purchase
            : 1 + purchase % (shop.purchaseCount(community) + 1);
        if (remove) {
            try shop.remove(community, purchase, 1, 0) {} catch {}
            return;
        }
        vm.prank(personAt(0));
        try shop.refuse(community, purchase, 0) {} catch {}
    }

    function refund(uint256 token, uint256 purchase) external on(token) {
        address community = address(tokens[token % TOKENS]);
        purchase = 1 + purchase % (shop.purchaseCount(community) + 1);
        (uint256 units,) = shop.refundOf(community, purchase);
        vm.prank(shop.purchaseOf(community, purchase).buyer);
        try shop.refund(community, purchase, units) {} catch {}
    }

    /// Pauses, disables and takes the role seldom, so that most of the time something happens.
    function manage(uint256 token, uint8 how) external on(token) {
        address community = address(tokens[token % TOKENS]);
        if (how % 16 == 0) communities.pause(community);
        else communities.unpause(community);
        if (how % 16 == 1) communities.disableModule(community, address(stash));
        else communities.enableModule(community, address(stash));
        if (how % 16 == 2) communities.revokeRoles(community, address(stash), Roles.FULFILLER);
        else communities.grantRoles(community, address(stash), Roles.FULFILLER);
    }

    function earn(uint256 token, uint256 who, uint8 amount) public {
        token %= TOKENS;
        vm.prank(module);
        try tokens[token].earn(personAt(who), uint256(amount) * 1e18) returns (uint256 paid) {
            balance[token][personAt(who)] += paid;
        } catch {}
    }

    function wait(uint256 token, uint16 minutes_, uint8 blocks) external on(token) {
        vm.warp(block.timestamp + uint256(minutes_ % 200) * 1 minutes);
        vm.roll(block.number + blocks);
    }

    function trespass(uint256 token, uint256 id, uint8 how) external on(token) {
        address community = address(tokens[token % TOKENS]);
        uint256[] memory ids = new uint256[](1);
        ids[0] = id % NFTS;
        bytes32[] memory hashes = new bytes32[](1);
        hashes[0] = bytes32(uint256(1));
        (address owner,) = stash.ownerOf(address(nfts), ids[0]);
        bytes[6] memory calls = [
            abi.encodeCall(IStash.deposit, (community, address(nfts), ids)),
            abi.encodeCall(IStash.withdrawPool, (community, address(nfts), ids[0], STRANGER)),
            abi.encodeCall(IStash.commit, (community, hashes, 0)),
            abi.encodeCall(IStash.cancelCommitment, (community, 1)),
            abi.encodeCall(IStash.reassign, (address(nfts), ids[0], owner, STRANGER)),
            abi.encodeCall(IStash.withdraw, (address(nfts), ids[0], STRANGER))
        ];
        vm.prank(STRANGER);
        (bool ok,) = address(stash).call(calls[how % 6]);
        if (ok) strangerSucceeded = true;
    }

    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC721Received.selector;
    }

    // --- internal ---

    function _deposit(uint256 token, uint256 id) private {
        uint256[] memory ids = new uint256[](1);
        ids[0] = id;
        bool open = _isOpen(token);
        try stash.deposit(address(tokens[token]), address(nfts), ids) {
            if (open) poolMoved = true;
            _pool[token].push(id);
        } catch {}
    }

    function _buy(uint256 token, uint256 who, uint256 quantity) private {
        if (shop.purchaseCount(address(tokens[token])) == MOST_PURCHASES) return;
        vm.prank(personAt(who));
        try shop.buy(address(tokens[token]), 1, quantity, type(uint256).max) {
            balance[token][personAt(who)] -= PRICE * quantity;
        } catch {}
    }

    function _reveal(uint256 token, uint256 which, bool late) private {
        uint256 draw = _someOpen(token, which);
        if (draw == 0) return;
        IStash.Draw memory d = stash.drawOf(address(tokens[token]), draw);
        if (late) vm.roll(block.number + which % 200);
        bytes32 secret = _seeds[stash.commitmentOf(address(tokens[token]), d.commitment).seedHash];
        bool inTime = block.number > d.targetBlock && block.number <= d.targetBlock + 250;
        try stash.reveal(address(tokens[token]), draw, secret) {
            if (!inTime) outOfOrder = true;
        } catch {
            if (inTime) stalled = true;
        }
    }

    function _request(uint256 token, uint256 purchase) private {
        vm.prank(STRANGER);
        try stash.requestDraw(address(tokens[token]), purchase) {} catch {}
        vm.roll(block.number + 1);
    }

    function _isOpen(uint256 token) private view returns (bool) {
        return stash.nextDraw(address(tokens[token])) <= stash.drawCount(address(tokens[token]));
    }

    function _someOpen(uint256 token, uint256 which) private view returns (uint256 draw) {
        address community = address(tokens[token]);
        (uint256 next, uint256 last) = (stash.nextDraw(community), stash.drawCount(community));
        for (uint256 i; next + i <= last; ++i) {
            draw = next + (which % (last + 1 - next) + i) % (last + 1 - next);
            if (stash.drawOf(community, draw).state == IStash.State.Open) return draw;
        }
        return 0;
    }

    /// @dev What the acts since must have come to: refunds to buyers, and draws that were settled, in their order.
    function _sync(uint256 token) private {
        address community = address(tokens[token]);
        for (uint256 purchase = 1; purchase <= shop.purchaseCount(community); ++purchase) {
            IShop.Purchase memory bought = shop.purchaseOf(community, purchase);
            // What was drawn is taken away for nothing.
            uint256 paid = bought.state == IShop.State.Fulfilled ? 0 : bought.unitPrice;
            balance[token][bought.buyer] += paid * (bought.returned - _returned[token][purchase]);
            _returned[token][purchase] = bought.returned;
        }
        uint256 next = stash.nextDraw(community);
        while (_settled[token] + 1 < next) {
            _expect(token, ++_settled[token]);
        }
        for (uint256 draw = next; draw <= stash.drawCount(community); ++draw) {
            IStash.State state = stash.drawOf(community, draw).state;
            if (state == IStash.State.Drawn || state == IStash.State.Void) outOfOrder = true;
            // What was forfeit out of its turn was paid at once.
            if (state == IStash.State.Forfeited) _payForfeit(token, draw);
        }
    }

    function _payForfeit(uint256 token, uint256 draw) private {
        if (_forfeitPaid[token][draw]) return;
        _forfeitPaid[token][draw] = true;
        ++forfeited;
        IStash.Draw memory d = stash.drawOf(address(tokens[token]), draw);
        address buyer = shop.purchaseOf(address(tokens[token]), d.purchase).buyer;
        balance[token][buyer] += stash.commitmentOf(address(tokens[token]), d.commitment).bond;
    }

    function _expect(uint256 token, uint256 draw) private {
        address community = address(tokens[token]);
        IStash.Draw memory d = stash.drawOf(community, draw);
        if (d.state == IStash.State.Forfeited) return _payForfeit(token, draw);
        IShop.Purchase memory bought = shop.purchaseOf(community, d.purchase);
        if (d.state == IStash.State.Void) {
            ++voided;
            if (bought.state == IShop.State.Fulfilled) wronglyDrawn = true;
            return;
        }
        ++drawn;
        if (d.state != IStash.State.Drawn || bought.state != IShop.State.Fulfilled) wronglyDrawn = true;
        IStash.Commitment memory commitment = stash.commitmentOf(community, d.commitment);
        balance[token][commitment.by] += commitment.bond;
        for (uint256 i; i < d.units; ++i) {
            uint256 place = uint256(keccak256(abi.encode(d.random, i))) % _pool[token].length;
            uint256 id = _takeOut(token, place);
            winner[id] = bought.buyer;
            (address owner, address of_) = stash.ownerOf(address(nfts), id);
            if (owner != bought.buyer || of_ != community) wronglyDrawn = true;
        }
    }

    function _takeOut(uint256 token, uint256 place) private returns (uint256 id) {
        uint256[] storage pool = _pool[token];
        id = pool[place];
        pool[place] = pool[pool.length - 1];
        pool.pop();
    }

    /// @dev All that a community and its stash are, but for what time alone changes.
    function _digest(uint256 token) private view returns (bytes32) {
        address community = address(tokens[token]);
        bytes32 draws;
        for (uint256 draw = 1; draw <= stash.drawCount(community); ++draw) {
            draws = keccak256(abi.encode(draws, stash.drawOf(community, draw)));
        }
        return keccak256(
            abi.encode(
                draws,
                stash.poolSize(community),
                stash.bondsOf(community),
                stash.commitmentCount(community),
                stash.commitmentsUsed(community),
                tokens[token].totalSupply(),
                tokens[token].isModule(address(stash)),
                shop.purchaseCount(community)
            )
        );
    }
}
